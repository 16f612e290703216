import type { NamedNodes } from './named-nodes.js';
import { pairCountText } from './pair-count.js';
import type { ProgramAttention } from './program-attention.js';

const namesShown = 2;

/** Whether a program can run with fewer than n·log n pairs, and which selectors decide it, in one line. */
export function verdictText({ verdict, deciding, pairs }: ProgramAttention, names: NamedNodes): string {
    const texts = deciding.slice(0, namesShown).map(({ selector }) => names.text(selector));
    const more = deciding.length > namesShown ? ` and ${deciding.length - namesShown} more` : '';
    const selectors = `${texts.join(', ')}${more}`;
    switch (verdict) {
        case 'none': return 'none needed';
        case 'linear': return `at most ${pairCountText(pairs)} pairs, fewer than n·log n`;
        case 'shared': return `fewer than n·log n pairs, if what is the same for every query goes through one shared position, a layer more: ${selectors}`;
        case 'dense': return `at most ${pairCountText(pairs)} pairs, not fewer than n·log n as it is written: ${selectors}`;
    }
}
