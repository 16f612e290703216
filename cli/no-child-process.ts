/**
 * Stands in the bundle for Node's module of this name, which takes a twentieth of a start to load: commander starts
 * subcommands with it that are programs of their own, and `rasp` has none.
 */
export {};
