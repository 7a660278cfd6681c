/** The relay's log to each branch: appended with its cause, read in batches, acknowledged, trimmed. */
export {
  ackDown,
  appendDown,
  type DownNews,
  findLog,
  type LogOwner,
  type LogPosition,
  type NewDownEvent,
  readDown,
  type ReadLimits,
  startNewEpoch,
} from './down-log.ts';
export { createLogTrimmer, keptMs, trimLogs } from './trim.ts';
export { type BranchWakeups, createBranchWakeups } from './wakeups.ts';
