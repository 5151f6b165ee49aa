/** See lock.mjs. */
export function exclusively<T>(name: string, taken: () => void, work: () => Promise<T> | T): Promise<T>;
