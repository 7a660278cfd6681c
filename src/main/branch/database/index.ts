export {
  isRefused,
  isStorageFailure,
  openDatabase,
  transact,
  type Db,
  type Tx,
} from './database.ts';
export { lockDataDir } from './data-dir.ts';
export { migrate } from './migrate.ts';
