import { expect, test } from 'vitest';
import { deviceInterfaceData, documentInfo, jobInfo, overlapped, queueInfo } from './structs.ts';

test.runIf(process.arch.endsWith('64'))(
  'what is handed to Windows lies in memory as its headers say, with 64 bits',
  async () => {
    const koffi = await import('koffi');
    const sizes = [overlapped, deviceInterfaceData, documentInfo, queueInfo, jobInfo].map((type) =>
      koffi.sizeof(type(koffi)),
    );
    expect(sizes).toEqual([32, 32, 24, 32, 96]);
    expect(koffi.offsetof(jobInfo(koffi), 'Status')).toBe(56);
    expect(koffi.offsetof(overlapped(koffi), 'hEvent')).toBe(24);
  },
);
