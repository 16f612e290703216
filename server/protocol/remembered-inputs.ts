/**
 * Notification `rasp/rememberedInputs` from the client at start: the inputs that the user
 * chose for s-ops in earlier sessions (uri -> name -> input as typed), and the s-ops with which a decoder
 * loop was run (uri -> name -> the token at which it stopped).
 */
export const REMEMBERED_INPUTS_NOTIFICATION = 'rasp/rememberedInputs';

export interface RememberedInputsParams {
    inputs: Record<string, Record<string, string>>;
    decodes?: Record<string, Record<string, string>>;
}
