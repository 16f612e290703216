import { cost } from '../language/cost/cost.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import { advise } from '../language/insight/advice.js';
import { adviceText } from '../language/insight/advice-text.js';
import { NamedNodes } from '../language/insight/named-nodes.js';
import { pathSteps } from '../language/insight/path-steps.js';
import type { Location } from '../language/program/program.js';
import type { AnalyzedDocument } from './analyzed-document.js';
import { costLine } from './cost-table.js';
import type { Feature } from './feature.js';
import { rangeOfPlace } from './link.js';
import { CRITICAL_PATH_REQUEST } from './protocol/critical-path.js';
import type { CriticalPathParams, CriticalPathResult, StepPlace } from './protocol/critical-path.js';
import { plainText } from './value-text.js';

/** A list that a person walks through. */
const stepsShown = 200;
const shortLength = 200;

/** Answers `rasp/criticalPath`. */
export function criticalPath(document: AnalyzedDocument | undefined, { name, line }: CriticalPathParams): CriticalPathResult {
    const value = document?.statementSetting(name, line)?.bindings.get(name);
    if (document === undefined || value === undefined) {
        return { ok: false, message: `\`${name}\` has no value now: mend the errors in its statement first.` };
    }
    if (!isSOp(value) && !isSelector(value)) {
        return { ok: false, message: `\`${name}\` is ${plainText(value, shortLength)}: it has no layers; s-ops and selectors have.` };
    }
    const names = new NamedNodes(document.program);
    const { steps, leftOut, leftOutBefore } = pathSteps(value, names, stepsShown);
    const at = (place: Location | undefined): { place?: StepPlace } => (place === undefined ? {} : { place: { uri: place.uri, range: rangeOfPlace(document, place) } });
    return {
        ok: true,
        cost: costLine(cost(value)),
        steps: steps.map(({ text, kind, layer, place }) => ({ text, kind, layer, ...at(place) })),
        leftOut,
        leftOutBefore,
        advice: advise(value).map(advice => {
            const { text, summary, effect, place } = adviceText(advice, names);
            return { text, summary, effect, ...at(place) };
        })
    };
}

export const criticalPathFeature: Feature = {
    register({ connection, documents }) {
        connection.onRequest(CRITICAL_PATH_REQUEST, async (params: CriticalPathParams) => criticalPath(await documents.analyzed(params.uri), params));
    }
};
