import manifest from './package.json' with { type: 'json' };

/** Of the relay as a package. */
export const version: string = manifest.version;
