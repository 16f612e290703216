import './attention.css';
import type { FlowHead, FlowScene } from '../../../language/drawing/scene';
import { element } from '../dom';
import { AttentionMatrix } from './attention-matrix';
import { headKeys, headMatrix, nextHead } from './head-matrix';
import { HeadThumbnail } from './head-thumbnail';
import { onDisplayChange, paletteAt } from './theme';
import type { Palette } from './theme';

export interface GridListener {
    /** A head was chosen by the reader. */
    onHead(head: FlowHead): void;
    /** A pair of the chosen head was chosen, by click or Enter. */
    onCell(head: FlowHead, query: number, key: number): void;
}

/**
 * All heads of a scene by layer as small pictures, and the chosen one as a matrix. From one scene to the next it keeps
 * the head that is chosen, by layer and name, and how its matrix is shown.
 */
export class AttentionGrid {
    private readonly list = element('div', { class: 'rasp-heads', attributes: { role: 'group', 'aria-label': 'Heads by layer' } });
    private readonly title = element('h2', { class: 'rasp-chosen' });
    private readonly large = element('section', { class: 'rasp-large' }, this.title);
    private readonly element = element('div', { class: 'rasp-attention-grid' }, this.list, this.large);
    private readonly matrix: AttentionMatrix;
    private readonly inSight = new IntersectionObserver(entries => {
        for (const { target, isIntersecting } of entries) {
            [...this.thumbnails.values()].find(({ button }) => button === target)?.setInSight(isIntersecting);
        }
    }, { rootMargin: '100px' });
    private readonly stopWatching: () => void;
    /** By what the heads are known by, in the order of the scene. */
    private thumbnails = new Map<string, HeadThumbnail>();
    private palette: Palette | undefined;
    private scene: FlowScene | undefined;
    private chosen = '';

    constructor(container: HTMLElement, private readonly listener: GridListener) {
        container.append(this.element);
        this.matrix = new AttentionMatrix(this.large, {
            onCell: (query, key) => {
                const head = this.thumbnails.get(this.chosen)?.head;
                if (head !== undefined) {
                    listener.onCell(head, query, key);
                }
            }
        });
        this.list.addEventListener('keydown', event => { this.walk(event); });
        this.stopWatching = onDisplayChange(() => {
            this.palette = undefined;
            this.thumbnails.forEach(thumbnail => { thumbnail.recolour(); });
        });
    }

    show(scene: FlowScene): void {
        this.scene = scene;
        const keys = headKeys(scene.heads);
        const before = this.thumbnails;
        this.thumbnails = new Map(scene.heads.map((head, i) => {
            const key = keys[i] ?? '';
            const thumbnail = before.get(key);
            thumbnail?.update(scene, head);
            return [key, thumbnail ?? this.made(key, scene, head)];
        }));
        for (const [key, { button }] of before) {
            if (!this.thumbnails.has(key)) {
                this.inSight.unobserve(button);
            }
        }
        this.arrange(scene.heads.map(({ layer }) => layer));
        this.large.hidden = scene.heads.length === 0;
        this.showChosen(this.thumbnails.has(this.chosen) ? this.chosen : keys[0] ?? '');
    }

    /** Shows a head large, as if the reader had chosen it; a head that the scene lacks changes nothing. */
    choose(id: number, layer: number): void {
        const found = [...this.thumbnails].find(([, { head }]) => head.id === id && head.layer === layer);
        if (found !== undefined) {
            this.showChosen(found[0]);
            found[1].button.scrollIntoView({ block: 'nearest' });
        }
    }

    /** Removes what was shown, and all that listens. */
    dispose(): void {
        this.stopWatching();
        this.inSight.disconnect();
        this.matrix.dispose();
        this.element.remove();
    }

    private made(key: string, scene: FlowScene, head: FlowHead): HeadThumbnail {
        const thumbnail = new HeadThumbnail(scene, head, () => this.palette ??= paletteAt(this.list));
        thumbnail.button.addEventListener('click', () => {
            this.showChosen(key);
            this.listener.onHead(thumbnail.head);
        });
        this.inSight.observe(thumbnail.button);
        return thumbnail;
    }

    /** Puts the pictures under their layers; where they stand so already, nothing moves and the focus stays. */
    private arrange(layers: readonly number[]): void {
        const thumbnails = [...this.thumbnails.values()];
        const wanted = [...new Set(layers)].map(layer => ({ layer, buttons: thumbnails.filter(({ head }) => head.layer === layer).map(({ button }) => button) }));
        const isSame = this.list.children.length === wanted.length && wanted.every(({ layer, buttons }, i) => {
            const section = this.list.children[i];
            const standing = section?.querySelectorAll('button') ?? [];
            return section?.getAttribute('data-layer') === String(layer) && standing.length === buttons.length && buttons.every((button, at) => button === standing[at]);
        });
        if (isSame) {
            return;
        }
        const focused = document.activeElement;
        this.list.replaceChildren(...wanted.map(({ layer, buttons }) => element('section', { class: 'rasp-layer', attributes: { 'data-layer': String(layer) } },
            element('h3', {}, layer === 0 ? 'no layer' : `layer ${layer}`), element('div', { class: 'rasp-layer-heads' }, ...buttons))));
        if (wanted.length === 0) {
            this.list.append(element('p', {}, 'No attention: every step is elementwise.'));
        }
        if (focused instanceof HTMLElement && focused !== document.activeElement && this.list.contains(focused)) {
            focused.focus({ preventScroll: true });
        }
    }

    private showChosen(key: string): void {
        this.chosen = key;
        for (const [other, { button }] of this.thumbnails) {
            button.setAttribute('aria-pressed', String(other === key));
            button.tabIndex = other === key ? 0 : -1;
        }
        const head = this.thumbnails.get(key)?.head;
        if (this.scene !== undefined && head !== undefined) {
            this.title.replaceChildren(head.name, element('span', {}, head.layer === 0 ? '' : ` layer ${head.layer}`));
            this.matrix.show(headMatrix(this.scene, head));
        }
    }

    private walk(event: KeyboardEvent): void {
        const all = [...this.thumbnails.values()];
        const from = all.findIndex(({ button }) => button === document.activeElement);
        const next = from < 0 || event.altKey || event.ctrlKey || event.metaKey ? undefined : all[nextHead(all.map(({ head }) => head), from, event.key) ?? -1];
        if (next !== undefined) {
            event.preventDefault();
            next.button.focus();
        }
    }
}
