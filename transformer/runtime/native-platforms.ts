/** The platforms for which onnxruntime-node holds binaries, as VS Code names them. The packaging script reads this too, so it imports nothing. */
export const nativePlatforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'] as const;

export type NativePlatform = typeof nativePlatforms[number];

/** The extension file that brings the native runtime for a platform. */
export function platformVsix(platform: NativePlatform): string {
    return `rasp-${platform}.vsix`;
}

export function isNativePlatform(name: string): name is NativePlatform {
    return nativePlatforms.some(platform => platform === name);
}
