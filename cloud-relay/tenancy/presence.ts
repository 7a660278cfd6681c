/** Which branch servers are there at this moment; the link to the branches knows. */
export interface BranchPresence {
  isBranchConnected(branchId: string): boolean;
  isDeviceConnected(deviceId: string): boolean;
  /** Ends the device's socket, if it has one; a revoked device is not let in again. */
  disconnect(deviceId: string): void;
}
