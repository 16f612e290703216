/** Lets messages that wait have their turn. A timer would do too, but a browser makes one that follows others wait 4 ms. */
export function nextTurn(): Promise<void> {
    return new Promise(resolve => {
        if (typeof setImmediate === 'function') {
            setImmediate(resolve);
            return;
        }
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
            port1.close();
            resolve();
        });
        port1.start();
        port2.postMessage(undefined);
    });
}
