/** What the client passes as `initializationOptions`. */
export interface RaspInitializationOptions {
    /** False in an untrusted workspace: `load` then reads only files inside the workspace folders. Absent means trusted. */
    workspaceTrusted?: boolean;
    /** The address of the folder with the lints' pages, with `/` at its end, for a server that does not know where it lies itself. */
    lintPages?: string;
}

/** Notification to the server `rasp/workspaceTrusted`, without parameters: the user now trusts the workspace. */
export const WORKSPACE_TRUSTED_NOTIFICATION = 'rasp/workspaceTrusted';
