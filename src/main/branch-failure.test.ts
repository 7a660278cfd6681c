import { describe, expect, test } from 'vitest';
import { AppError } from '../shared/contract/errors.ts';
import { branchFailureOf } from './branch-failure.ts';

const coded = (code: string) => Object.assign(new Error(`it says ${code}`), { code });

describe('why a branch server cannot run', () => {
  test.each([
    [coded('EADDRINUSE'), 'port_taken'],
    [new AppError('database.in_use', ''), 'data_in_use'],
    [new AppError('database.newer', ''), 'data_newer'],
    [coded('SQLITE_CORRUPT_INDEX'), 'data_damaged'],
    [coded('SQLITE_NOTADB'), 'data_damaged'],
    [coded('SQLITE_FULL'), 'disk_full'],
    [coded('ENOSPC'), 'disk_full'],
    [coded('SQLITE_CANTOPEN'), 'no_access'],
    [coded('EACCES'), 'no_access'],
    [new Error('anything else'), 'unknown'],
    ['not even an error', 'unknown'],
  ])('%s: %s', (error, reason) => {
    expect(branchFailureOf(error).reason).toBe(reason);
  });

  test('is found however deep it lies, and told whole', () => {
    const error = new Error('branch did not start', {
      cause: new Error('http did not start', { cause: coded('EADDRINUSE') }),
    });
    expect(branchFailureOf(error)).toEqual({
      reason: 'port_taken',
      detail: 'branch did not start: http did not start: it says EADDRINUSE',
    });
  });
});
