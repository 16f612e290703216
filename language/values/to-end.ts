/** Takes all steps of a generator at once. @returns what it returns */
export function toEnd<T>(steps: Generator<unknown, T>): T {
    for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) {
            return step.value;
        }
    }
}
