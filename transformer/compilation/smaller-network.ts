import { withoutDependentEmbeddings } from './dependent-embeddings.js';
import { withoutDuplicates } from './duplicates.js';
import { withJoinedEmbeddings } from './joined-embeddings.js';
import { withNarrowScores } from './narrow-scores.js';
import { usedPart } from './network.js';
import type { Network } from './network.js';

/** A network that computes the same with fewer dimensions and narrower heads. */
export function smallerNetwork(network: Network, checkpoint: () => void): Network {
    const passes: readonly ((given: Network) => Network)[] = [
        withoutDuplicates, given => withoutDependentEmbeddings(given, checkpoint), usedPart,
        withoutDuplicates, withJoinedEmbeddings, given => withNarrowScores(given, checkpoint), usedPart
    ];
    return passes.reduce((given, pass) => {
        checkpoint();
        return pass(given);
    }, network);
}
