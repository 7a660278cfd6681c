/** Which branch servers are there at this moment; the link to the branches knows. */
export interface BranchPresence {
  /** Id of the device that speaks for the branch now; undefined while the branch is dark. */
  connectedDevice(branchId: string): string | undefined;
  /** Ends the device's socket, if it has one; a revoked device is not let in again. */
  disconnect(deviceId: string): void;
}
