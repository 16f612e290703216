import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { optionalDependencies } from '../../package.json';
import { isNativePlatform, platformVsix } from './native-platforms.js';

/** The package that runs models natively, as npm names it. */
export const runtimePackage = `onnxruntime-node@${optionalDependencies['onnxruntime-node']}`;

/** Who runs models: what is to be installed differs. */
export type RuntimeUser = 'command' | 'editor';

/** What is known where models cannot run natively. */
export interface MissingRuntime {
    readonly user: RuntimeUser;
    /** The process that runs models; the package is looked for from its folder upwards. */
    readonly script: string;
    /** `linux-x64` and the like, as VS Code names it. */
    readonly platform: string;
    /** Why the package that is there does not load; undefined where there is none. */
    readonly failure?: string;
}

/** This machine's platform as VS Code names it. */
export function platformName(): string {
    // Alpine's C library is another, for which there are no binaries.
    return `${existsSync('/etc/alpine-release') ? 'alpine' : process.platform}-${process.arch}`;
}

/** Why models do not run natively here. */
export function missingReason({ platform, failure }: MissingRuntime): string {
    return !isNativePlatform(platform) ? `there is no ${runtimePackage}, which runs models natively, for ${platform}`
        : failure === undefined ? `${runtimePackage}, which runs models natively, is not there`
        : `${runtimePackage}, which runs models natively, does not load: ${failure}`;
}

/** What one can do to have it; undefined where there is nothing. */
export function missingRemedy({ user, script, platform, failure }: MissingRuntime): string | undefined {
    if (!isNativePlatform(platform)) {
        return undefined;
    }
    if (failure !== undefined) {
        return platform.startsWith('win32') ? 'it needs the Microsoft Visual C++ Redistributable (2015 to 2022)' : undefined;
    }
    return user === 'editor' ? `to have it: install ${platformVsix(platform)} in place of rasp.vsix (Extensions: Install from VSIX…)`
        : `to have it: ${installLine(dirname(dirname(script)))}`;
}

/** npm's command for the package beside the command itself. In the folder of a package npm would install all that it is built with. */
function installLine(folder: string): string {
    const installed = /^(.*?)[/\\]node_modules[/\\]/.exec(folder)?.[1];
    return installed === undefined ? `npm install ${runtimePackage} in ${folder}`
        : existsSync(join(installed, 'package.json')) ? `npm install ${runtimePackage} in ${installed}`
        : `npm install --global ${runtimePackage}`;
}
