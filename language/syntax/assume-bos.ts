/** What to say about the paper's `assume_bos`, as an argument with a name or as a name. */
export const assumeBos = 'the paper\'s `assume_bos` is no name here: write the selector width for inputs that begin with a BOS token yourself, as `hist_bos` in the examples does';
