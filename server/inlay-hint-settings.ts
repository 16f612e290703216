/** Which hints stand in the text. */
export interface HintSettings {
    readonly types: boolean;
    readonly cost: boolean;
    readonly parameterNames: boolean;
}

/**
 * Without costs, since the line above each assignment tells them; and with types, which it does not.
 * The same as the defaults in package.json, for editors that do not send any.
 */
const defaults: HintSettings = { types: true, cost: false, parameterNames: true };

/** What the settings `rasp.inlayHints.…` say. */
export function readHintSettings(found: unknown): HintSettings {
    const chosen = typeof found === 'object' && found !== null ? found : {};
    const isOn = (key: keyof HintSettings): boolean => {
        const value: unknown = Reflect.get(chosen, key);
        return typeof value === 'boolean' ? value : defaults[key];
    };
    return { types: isOn('types'), cost: isOn('cost'), parameterNames: isOn('parameterNames') };
}
