/** Tells that a branch's log has grown. A wake-up may be lost or come twice: the log alone is the truth. */
export interface BranchWakeups {
  /** Call it after the commit, never inside the transaction. */
  wake(branchId: string): void;
  /** @returns what ends the listening */
  onWake(listener: (branchId: string) => void): () => void;
}

export function createBranchWakeups(): BranchWakeups {
  const listeners = new Set<(branchId: string) => void>();
  return {
    wake(branchId) {
      for (const listener of listeners) listener(branchId);
    },
    onWake(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
