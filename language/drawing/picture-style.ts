import { shades } from './matrix-panel.js';

/** The colours and fonts of pictures: any CSS colours, such as an editor's variables. */
export interface PictureTheme {
    readonly sans: string;
    readonly mono: string;
    readonly background: string;
    readonly band: string;
    readonly oddBand: string;
    readonly text: string;
    readonly muted: string;
    readonly card: string;
    readonly cardLine: string;
    readonly headLine: string;
    readonly target: string;
    readonly gridLine: string;
    readonly selected: string;
    readonly mean: string;
    readonly keys: string;
    readonly queries: string;
    readonly values: string;
    readonly edge: string;
    readonly error: string;
    readonly errorBack: string;
    readonly ints: string;
    readonly floats: string;
    readonly strings: string;
    readonly bools: string;
}

/** On white, for papers: every colour differs in lightness, too. */
export const paperTheme: PictureTheme = {
    sans: '\'DejaVu Sans\', Verdana, Helvetica, Arial, sans-serif', mono: '\'DejaVu Sans Mono\', Menlo, Consolas, monospace',
    background: '#ffffff', band: '#f6f7f9', oddBand: '#eceff3', text: '#1c1f24', muted: '#5c6570',
    card: '#ffffff', cardLine: '#b9c1cb', headLine: '#4a6fa5', target: '#1c1f24', gridLine: '#e3e7ec', selected: '#35619b', mean: '#8fa9cc',
    keys: '#a4580a', queries: '#2f6d3a', values: '#35619b', edge: '#9aa4b0', error: '#b3261e', errorBack: '#fdecea',
    ints: '#e8f0fb', floats: '#e5f4f3', strings: '#fbf1df', bools: '#f1eaf8'
};

/** The rules for all classes that drawings carry. */
export function pictureStyle(theme: PictureTheme): string {
    const { sans, mono, text, muted } = theme;
    return [
        `.rasp-picture{background:${theme.background}}`,
        `.rasp-picture text{font-family:${sans};font-size:10px;fill:${text}}`,
        `.rasp-paper{fill:${theme.background}}`,
        `.rasp-picture .rasp-heading{font-size:16px;font-weight:bold}`,
        `.rasp-picture .rasp-caption{font-size:11px;fill:${muted}}`,
        `.rasp-band-back{fill:${theme.band}}`,
        `.rasp-odd .rasp-band-back{fill:${theme.oddBand}}`,
        `.rasp-picture .rasp-band-name{font-size:12px;font-weight:bold}`,
        `.rasp-picture .rasp-band-note,.rasp-picture .rasp-fold{fill:${muted}}`,
        `.rasp-card-back{fill:${theme.card};stroke:${theme.cardLine}}`,
        `.rasp-head .rasp-card-back{stroke:${theme.headLine}}`,
        `.rasp-target .rasp-card-back{stroke:${theme.target};stroke-width:2}`,
        `.rasp-blocked .rasp-card-back{stroke:${theme.error};stroke-dasharray:4 3}`,
        `.rasp-failing .rasp-card-back{fill:${theme.errorBack};stroke:${theme.error};stroke-width:1.5}`,
        `.rasp-picture .rasp-message{font-size:11px;fill:${theme.error}}`,
        `.rasp-picture .rasp-title{font-size:12px;font-weight:bold}`,
        `.rasp-picture .rasp-title.rasp-anonymous,.rasp-picture .rasp-result.rasp-anonymous{font-weight:normal;font-style:italic}`,
        `.rasp-picture .rasp-source,.rasp-picture .rasp-chip{font-family:${mono};fill:${muted}}`,
        `.rasp-picture .rasp-chip{fill:${text}}`,
        `.rasp-picture .rasp-label,.rasp-picture .rasp-note{text-anchor:end}`,
        `.rasp-picture .rasp-note,.rasp-picture .rasp-role,.rasp-picture .rasp-gap{fill:${muted}}`,
        `.rasp-picture .rasp-label.rasp-keys,.rasp-picture .rasp-keys .rasp-role{fill:${theme.keys}}`,
        `.rasp-picture .rasp-label.rasp-queries,.rasp-picture .rasp-queries .rasp-role{fill:${theme.queries}}`,
        `.rasp-picture .rasp-label.rasp-values,.rasp-picture .rasp-values .rasp-role{fill:${theme.values}}`,
        `.rasp-picture .rasp-result{font-weight:bold}`,
        `.rasp-picture .rasp-positions text{font-size:8px;fill:${muted};text-anchor:middle}`,
        `.rasp-picture .rasp-cell text,.rasp-picture .rasp-gap{font-family:${mono};font-size:11px;text-anchor:middle}`,
        `.rasp-cell rect{fill:${theme.card};stroke:${theme.gridLine}}`,
        `.rasp-ints rect{fill:${theme.ints}}`,
        `.rasp-floats rect{fill:${theme.floats}}`,
        `.rasp-strings rect{fill:${theme.strings}}`,
        `.rasp-bools rect{fill:${theme.bools}}`,
        `.rasp-default rect{stroke:${muted};stroke-dasharray:2 2}`,
        `.rasp-failed rect{fill:${theme.errorBack}}`,
        `.rasp-grid-back{fill:${theme.background};stroke:${theme.cardLine}}`,
        `.rasp-grid-lines{stroke:${theme.gridLine};fill:none}`,
        `.rasp-selected{fill:${theme.selected}}`,
        `.rasp-funnel{stroke:${theme.cardLine};fill:none;stroke-width:.75}`,
        `.rasp-mean{stroke:${theme.mean};fill:none;stroke-width:.9}`,
        `.rasp-edge{stroke:${theme.edge};fill:none;stroke-width:1.2}`,
        `.rasp-edge.rasp-keys{stroke:${theme.keys}}`,
        `.rasp-edge.rasp-queries{stroke:${theme.queries}}`,
        `.rasp-edge.rasp-values{stroke:${theme.values}}`,
        `.rasp-edge.rasp-longest{stroke-width:3}`,
        `.rasp-weight{fill:${theme.selected}}`,
        `.rasp-less{fill:${theme.error}}`,
        ...Array.from({ length: shades }, (_, i) => `.rasp-shade-${i + 1}{fill-opacity:${(i + 1) / shades}}`),
        `.rasp-picture .rasp-axis{fill:${muted};text-anchor:middle}`,
        `.rasp-picture .rasp-row-token{font-family:${mono};text-anchor:end}`,
        `.rasp-picture .rasp-column-token{font-family:${mono};text-anchor:middle}`,
        `.rasp-picture .rasp-column-token.rasp-turned{text-anchor:start}`,
        `.rasp-picture .rasp-badge text{fill:${muted};text-anchor:end}`
    ].join('\n');
}
