/** What the client passes as `initializationOptions`. */
export interface RaspInitializationOptions {
    /** False in an untrusted workspace: `load` then reads only files inside the workspace folders. Absent means trusted. */
    workspaceTrusted?: boolean;
}

/** Notification to the server `rasp/workspaceTrusted`, without parameters: the user now trusts the workspace. */
export const WORKSPACE_TRUSTED_NOTIFICATION = 'rasp/workspaceTrusted';
