/** Why a model is not on a GPU, in words that begin or end a sentence; one wording for all that run and train models. */

/** @param said what the runtime says, told where it is more than that there is none */
export function noGpu(said: string): string {
    return /webgpu adapter|no supported adapters/i.test(said) ? 'no GPU was found' : `the GPU cannot be used: ${said}`;
}

/** @param name as the driver calls it */
export function softwareGpuNote(name: string): string {
    return `the GPU is not used: ${name} works in software`;
}

/** Where the process ended when it came to the GPU: a driver can take it along. */
export function lostWithGpu(message: string): string {
    return `the GPU is not used: with it ${message}`;
}
