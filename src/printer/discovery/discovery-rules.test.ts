import { describe, expect, test } from 'vitest';
import { parseDeviceId } from './device-id.ts';
import { mergeSightings, type Sighting } from './found-printer.ts';
import { guessModel } from './guess-model.ts';
import { hostsOf, planScan } from './scan-plan.ts';
import { searchPrinters, type Looker } from './search.ts';

const inNetwork = (address: string, netmask: string, internal = false) => ({
  address,
  netmask,
  internal,
  family: 'IPv4' as const,
  mac: '02:00:00:00:00:01',
  cidr: null,
});

describe('what is searched for printers', () => {
  test('the own private subnet, without this computer', () => {
    const { ranges, notes } = planScan({ eth0: [inNetwork('192.168.1.20', '255.255.255.0')] });
    expect(notes).toEqual([]);
    expect(ranges).toMatchObject([
      { interfaceName: 'eth0', network: '192.168.1.0', prefix: 24, ownAddresses: ['192.168.1.20'] },
    ]);
    const hosts = ranges.flatMap(hostsOf);
    expect(hosts).toHaveLength(253);
    expect([hosts[0], hosts.at(-1)]).toEqual(['192.168.1.1', '192.168.1.254']);
    expect(hosts).not.toContain('192.168.1.20');
  });

  test('of a large subnet the thousand addresses around the own one, and that is told', () => {
    const { ranges, notes } = planScan({ eth0: [inNetwork('10.7.9.20', '255.0.0.0')] });
    expect(ranges).toMatchObject([{ network: '10.7.8.0', prefix: 22 }]);
    expect(ranges.flatMap(hostsOf)).toHaveLength(1_021);
    expect(notes).toEqual([{ interfaceName: 'eth0', subnet: '10.0.0.0/8', kind: 'cut' }]);
  });

  test('four thousand addresses at most', () => {
    const interfaces = Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [
        `eth${at}`,
        [inNetwork(`172.16.${at * 4}.9`, '255.255.252.0')],
      ]),
    );
    const { ranges, notes } = planScan(interfaces);
    expect(ranges.flatMap(hostsOf).length).toBeLessThanOrEqual(4_096);
    expect(notes.map(({ interfaceName, kind }) => [interfaceName, kind])).toEqual([
      ['eth4', 'left_out'],
      ['eth5', 'left_out'],
    ]);
  });

  test.each([
    ['a public address', 'eth0', '203.0.113.9', 'not_private'],
    ["a carrier's shared address", 'wwan0', '100.64.0.9', 'not_private'],
    ['the bridge of containers', 'docker0', '172.17.0.1', 'virtual'],
    ['a virtual switch of Windows', 'vEthernet (WSL)', '172.20.0.1', 'virtual'],
    ['a tunnel', 'tun0', '10.8.0.2', 'virtual'],
  ])('%s is not searched', (_, interfaceName, address, kind) => {
    const { ranges, notes } = planScan({ [interfaceName]: [inNetwork(address, '255.255.255.0')] });
    expect(ranges).toEqual([]);
    expect(notes).toMatchObject([{ interfaceName, kind }]);
  });

  test('this computer itself, links between two and IPv6 are passed over', () => {
    const six = { ...inNetwork('fd00::1', 'ffff::'), family: 'IPv6' as const, scopeid: 0 };
    const { ranges, notes } = planScan({
      lo: [inNetwork('127.0.0.1', '255.0.0.0', true)],
      eth0: [six],
      eth1: [inNetwork('10.0.0.1', '255.255.255.255'), inNetwork('10.0.1.1', '255.255.255.254')],
      eth2: undefined,
    });
    expect({ ranges, notes }).toEqual({ ranges: [], notes: [] });
  });

  test('cable and wireless in one subnet are one, and neither own address is asked', () => {
    const { ranges } = planScan({
      eth0: [inNetwork('192.168.1.20', '255.255.255.0')],
      wlan0: [inNetwork('192.168.1.21', '255.255.255.0')],
    });
    const hosts = ranges.flatMap(hostsOf);
    expect(hosts).toHaveLength(252);
    expect(hosts).not.toContain('192.168.1.21');
  });
});

describe('an IEEE 1284 device id', () => {
  test('is read with short and long keys, and what is missing stays so', () => {
    expect(parseDeviceId('MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;SN:X1;')).toEqual({
      maker: 'EPSON',
      model: 'TM-T20III',
      serialNumber: 'X1',
      commands: ['ESC/POS'],
    });
    expect(parseDeviceId('MANUFACTURER: Acme ; COMMAND SET: PCL,PJL ;MODEL:Desk:2;')).toEqual({
      maker: 'Acme',
      model: 'Desk:2',
      commands: ['PCL', 'PJL'],
    });
    expect(parseDeviceId('')).toEqual({ commands: [] });
    expect(parseDeviceId('rubbish;;:;MFG')).toEqual({ commands: [] });
  });
});

describe('the model that names stand for', () => {
  test.each([
    ['TM-T88VI', 'epson-tm-t88vi'],
    ['EPSON TM-T88V', 'epson-tm-t88v'],
    ['EPSON TM-m30III-H', 'epson-tm-m30iii'],
    ['EPSON TM-T20III Receipt', 'epson-tm-t20iii'],
    ['TM-T70II', 'epson-tm-t70ii'],
    ['SRP-350III', 'bixolon-srp-350iii'],
    ['XP-N160II', 'xprinter-xp-n160ii'],
    ['Seiko RP-F10', 'seiko-rp-f10-80mm'],
    ['Sunmi V2', 'sunmi-v2'],
  ])('"%s" is %s', (model, profileId) => {
    expect(guessModel([{ by: 'mdns', model }])).toMatchObject({ profileId, certainty: 'likely' });
  });

  test.each([
    ['Office V2 Duplex', 'generic-80mm'],
    ['XP-80C', 'generic-80mm'],
    ['POS-58', 'generic-58mm'],
    ['ZJ-5890 USB', 'generic-58mm'],
    ['Printer 1580', 'generic-80mm'],
  ])('"%s" is nobody known: %s', (model, profileId) => {
    const guess = guessModel([{ by: 'usb', model }]);
    expect(guess).toMatchObject({ profileId, certainty: 'unknown' });
    expect(guess.because).toContain(model);
  });

  test('a name that clones borrow is only a guess while nobody else says so', () => {
    const said = { by: 'printer', maker: 'EPSON', model: 'TM-T88V' } as const;
    expect(guessModel([said])).toEqual({
      profileId: 'epson-tm-t88v',
      certainty: 'guess',
      because: 'the printer answers GS I with "EPSON TM-T88V", as units of other makers do too',
    });
    const announced = { by: 'mdns', model: 'EPSON TM-T88V' } as const;
    expect(guessModel([said, announced])).toMatchObject({ certainty: 'likely' });
    expect(guessModel([said, said])).toMatchObject({ certainty: 'guess' });
  });

  test("an Epson name on another maker's USB plug is a guess", () => {
    const model = 'TM-T20III';
    expect(guessModel([{ by: 'usb', model, vendorId: 0x04b8 }]).certainty).toBe('likely');
    expect(guessModel([{ by: 'usb', model, vendorId: 0x0483 }]).certainty).toBe('guess');
  });

  test('two that contradict each other make a guess that names both', () => {
    const guess = guessModel([
      { by: 'usb', model: 'XP-N160II' },
      { by: 'printer', model: 'TM-T88V' },
    ]);
    expect(guess).toMatchObject({ profileId: 'xprinter-xp-n160ii', certainty: 'guess' });
    expect(guess.because).toContain('but the printer answers GS I with "TM-T88V"');
  });

  test('nothing said is nothing known', () => {
    expect(guessModel([])).toMatchObject({ profileId: 'generic-80mm', certainty: 'unknown' });
  });
});

describe('one printer seen by several', () => {
  const connection = { kind: 'tcp', host: '192.168.1.50', port: 9_100 } as const;
  const byScan: Sighting = {
    source: 'network',
    connection,
    name: '',
    claims: [{ by: 'printer', model: 'TM-T88V' }],
    identity: { answers: 'names', state: 'ready', model: 'TM-T88V' },
  };
  const heard: Sighting = {
    source: 'mdns',
    connection,
    name: 'Kitchen',
    claims: [{ by: 'mdns', model: 'TM-T88V' }],
  };

  test('is one, with all that is known', () => {
    expect(mergeSightings([byScan, heard, heard])).toMatchObject({
      key: 'tcp 192.168.1.50:9100',
      name: 'Kitchen',
      guess: { profileId: 'epson-tm-t88v', certainty: 'likely' },
      identity: { state: 'ready' },
      seenBy: ['network', 'mdns'],
    });
  });

  test('hearsay alone is not told', () => {
    const hearsay = { ...heard, isHearsay: true };
    expect(mergeSightings([hearsay])).toBeUndefined();
    expect(mergeSightings([hearsay, byScan])).toMatchObject({ name: 'Kitchen' });
  });

  test('a source that cannot look is named, and the others go on', async () => {
    const found: string[] = [];
    const lookers: Looker[] = [
      { source: 'usb', look: () => Promise.reject(new Error('no USB here')) },
      {
        source: 'mdns',
        look: async (see) => {
          await Promise.resolve();
          see(heard);
        },
      },
    ];
    const failed = await searchPrinters(lookers, {
      signal: new AbortController().signal,
      onFound: ({ key }) => found.push(key),
    });
    expect(failed).toEqual([{ source: 'usb', reason: 'no USB here' }]);
    expect(found).toEqual(['tcp 192.168.1.50:9100']);
  });
});
