/** Names of everything that is built; `vite.config.ts` says how. */
export const targetNames = ['till', 'console', 'demo', 'main', 'preload', 'relay'] as const;
export type TargetName = (typeof targetNames)[number];
