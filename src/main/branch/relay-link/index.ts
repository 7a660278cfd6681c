export { applyByKind } from './apply-by-kind.ts';
export { createPrintRequests } from './print-requests.ts';
export { findDevice, type Device } from './device.ts';
export { expectToBeCopy, getCopiedBeforeMs, insertCursors } from './cursors-repo.ts';
export { RelayLink, type RelayStatus } from './relay-link.ts';
export { createUpLog, type UpLog } from './up-log.ts';
export { countWaitingByKind, listWaitingAnswers, type WaitingAnswer } from './waiting-up.ts';
