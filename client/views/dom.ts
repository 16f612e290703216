type Listeners = { readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

export interface ElementOptions {
    readonly class?: string;
    readonly attributes?: Readonly<Record<string, string | undefined>>;
    readonly on?: Listeners;
}

/** Makes an element; strings become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, { class: name, attributes = {}, on = {} }: ElementOptions = {}, ...children: readonly (Node | string)[]): HTMLElementTagNameMap[K] {
    const made = document.createElement(tag);
    if (name !== undefined) {
        made.className = name;
    }
    for (const [attribute, value] of Object.entries(attributes)) {
        if (value !== undefined) {
            made.setAttribute(attribute, value);
        }
    }
    for (const [type, listener] of Object.entries(on)) {
        made.addEventListener(type, listener as EventListener);
    }
    made.append(...children);
    return made;
}
