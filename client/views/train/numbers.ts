/** A part as a percentage that is never rounded up to all: `99.99%` of 0.99999. */
export function percent(part: number): string {
    if (!Number.isFinite(part)) {
        return '–';
    }
    if (part >= 1 || part <= 0) {
        return part >= 1 ? '100%' : '0%';
    }
    const hundredths = Math.floor(part * 10_000 + 1e-6);
    return hundredths === 0 ? '<0.01%' : `${(hundredths / 100).toFixed(2)}%`;
}

/** A loss to three digits: `1.23`, `0.0412`, `3.1e-6`. */
export function loss(value: number): string {
    if (!Number.isFinite(value)) {
        return 'not a number';
    }
    return value === 0 ? '0' : Math.abs(value) < 1e-3 ? value.toExponential(1) : Math.abs(value) >= 1_000 ? value.toExponential(2) : value.toPrecision(3);
}

/** How long something takes, in its two largest units: `45 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
    if (!Number.isFinite(seconds)) {
        return '–';
    }
    const whole = Math.max(0, Math.round(seconds));
    if (whole < 60) {
        return `${whole} s`;
    }
    const minutes = Math.floor(whole / 60);
    const two = (count: number): string => String(count).padStart(2, '0');
    return minutes < 60 ? `${minutes} min ${two(whole % 60)} s` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** Steps in a second: `0.35`, `4.2`, `130`. */
export function rate(perSecond: number): string {
    return perSecond >= 100 ? perSecond.toFixed(0) : perSecond >= 1 ? perSecond.toFixed(1) : perSecond.toFixed(2);
}

/** `1 head`, `2,000 heads`. */
export function counted(count: number, noun: string): string {
    return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
