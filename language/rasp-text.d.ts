/** RASP files are bundled as their text. */
declare module '*.rasp' {
    const text: string;
    export default text;
}
