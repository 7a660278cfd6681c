import type { Koffi } from './koffi.ts';

/** @source Microsoft, minwinbase.h: OVERLAPPED */
export function overlapped(koffi: Koffi) {
  return koffi.struct({
    Internal: 'uintptr_t',
    InternalHigh: 'uintptr_t',
    Offset: 'uint32_t',
    OffsetHigh: 'uint32_t',
    hEvent: 'intptr_t',
  });
}

/** @source Microsoft, setupapi.h: SP_DEVICE_INTERFACE_DATA */
export function deviceInterfaceData(koffi: Koffi) {
  return koffi.struct({
    cbSize: 'uint32_t',
    guid: koffi.array('uint8_t', 16),
    flags: 'uint32_t',
    reserved: 'uintptr_t',
  });
}

/** @source Microsoft, winspool.h: DOC_INFO_1W */
export function documentInfo(koffi: Koffi) {
  return koffi.struct({ pDocName: 'str16', pOutputFile: 'str16', pDatatype: 'str16' });
}

/** @source Microsoft, winspool.h: PRINTER_INFO_5W */
export function queueInfo(koffi: Koffi) {
  return koffi.struct({
    name: 'str16',
    port: 'str16',
    attributes: 'uint32_t',
    deviceNotSelectedTimeout: 'uint32_t',
    transmissionRetryTimeout: 'uint32_t',
  });
}

/** @source Microsoft, winspool.h: JOB_INFO_1W; its texts are left alone */
export function jobInfo(koffi: Koffi) {
  return koffi.struct({
    JobId: 'uint32_t',
    texts: koffi.array('uintptr_t', 6),
    Status: 'uint32_t',
    numbers: koffi.array('uint32_t', 4),
    submitted: koffi.array('uint16_t', 8),
  });
}
