/** Where everything of a flow picture stands, in pixels from the top left. */
export interface FlowPicture {
    readonly width: number;
    readonly height: number;
    /** From the input to the output. */
    readonly bands: readonly LayerBand[];
    readonly cards: readonly Card[];
    readonly edges: readonly FlowEdge[];
}

/** The strip that a layer takes, over the whole width; layer 0 is the input. */
export interface LayerBand {
    readonly layer: number;
    readonly y: number;
    readonly height: number;
    readonly isFolded: boolean;
}

/** A rectangle that shows one step or one head. */
export interface Card {
    /** `s12` for step 12, `h7.2` for selector 7 as a head of layer 2: unique in a picture. */
    readonly key: string;
    readonly kind: 'step' | 'head';
    /** The id of the step or of the selector. */
    readonly id: number;
    readonly layer: number;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    /** Drawn as one line, without grid and values. */
    readonly isFolded: boolean;
    /** Ids of anonymous steps that are folded into this one. */
    readonly hidden: readonly number[];
    /** Whether its anonymous inputs have cards of their own because the reader has opened it. */
    readonly isOpened?: boolean;
}

/** A value that one card takes from another. */
export interface FlowEdge {
    /** Keys of cards. An aggregate's result leaves from its head's card, which shows it. */
    readonly from: string;
    readonly to: string;
    /** The id of the step whose values go along it. */
    readonly step: number;
    /** What it is for the card it goes to. */
    readonly role: 'input' | 'keys' | 'queries' | 'values';
    /** Whether it belongs to a chain that is as long as the scene has layers: why there are so many. */
    readonly isOnLongestChain?: boolean;
    /** An SVG path. */
    readonly path: string;
    /** The box around the path. */
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}
