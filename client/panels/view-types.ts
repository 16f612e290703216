/** The kinds of panels about models, by which the editor knows them when a window is loaded again. */
export const COMPILED_VIEW = 'rasp.compiled';
export const TRAINING_VIEW = 'rasp.training';
