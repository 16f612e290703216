/** What the flow panel's host and the page inside it tell each other. */
import type { FlowParams } from '../../server/protocol/flow';
import type { FlowScene, ScenePlace, ScenePosition, SceneSchedule } from '../../language/drawing/scene';

export type PictureFormat = 'svg' | 'png' | 'dot';

/** What a picture is made with; the host asks the server for it. */
export type FlowChoices = Pick<SceneSchedule, 'policy' | 'shared'>;

/** What is drawn: the s-op at a place, or one by its name; on the input that its code lens shows. */
export type FlowTarget = Pick<FlowParams, 'uri' | 'target'>;

/** What the panel follows. */
export interface FollowState {
    /** The panel stays with its s-op, wherever the cursor goes. */
    readonly isPinned: boolean;
    /** The panel shows what it shows, whatever happens to the text. */
    readonly isPaused: boolean;
}

export type PanelTab = 'flow' | 'attention';

export type ToPage =
    | { readonly type: 'scene'; readonly scene: FlowScene; /** The file's name. */ readonly file: string; readonly of: FlowTarget }
    /** The picture, if there is one, is of an earlier text; with `isCurrent` there is just nothing to draw at the cursor. */
    | { readonly type: 'stale'; readonly message: string; readonly isCurrent: boolean }
    /** The picture is of the text as it is now. */
    | { readonly type: 'fresh' }
    | { readonly type: 'cursor'; readonly uri: string; readonly at: ScenePosition }
    | { readonly type: 'state'; readonly follow: FollowState; readonly choices: FlowChoices }
    | { readonly type: 'tab'; readonly tab: PanelTab }
    | { readonly type: 'export'; readonly format: PictureFormat; readonly copies: boolean };

export type ToHost =
    | { readonly type: 'ready'; readonly follow?: FollowState; readonly choices?: FlowChoices }
    | { readonly type: 'reveal'; readonly place: ScenePlace }
    | { readonly type: 'choose'; readonly choices: FlowChoices }
    | { readonly type: 'follow'; readonly follow: FollowState }
    | { readonly type: 'input' }
    /** A picture to save, or to copy as text. PNGs are base64. */
    | { readonly type: 'picture'; readonly format: PictureFormat; readonly name: string; readonly data: string; readonly copies: boolean }
    | { readonly type: 'failed'; readonly message: string };

/** What the page keeps for itself when the window is loaded again. */
export interface PanelMemory {
    readonly tab?: PanelTab;
    readonly follow?: FollowState;
    readonly choices?: FlowChoices;
    readonly zoom?: number;
    /** What was drawn last. */
    readonly of?: FlowTarget;
}
