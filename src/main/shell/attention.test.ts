import { beforeEach, expect, test } from 'vitest';
import { Attention } from './attention.ts';

let isFocused: boolean;
let isVisible: boolean;
let did: string[];
let attention: Attention;

beforeEach(() => {
  isFocused = false;
  isVisible = true;
  did = [];
  attention = new Attention({
    isFocused: () => isFocused,
    isVisible: () => isVisible,
    showBehind: () => did.push('show behind'),
    flash: (on) => did.push(on ? 'flash' : 'calm'),
    badge: (count) => did.push(`badge ${count}`),
  });
});

test('a new order flashes the taskbar while somebody works in another window', () => {
  attention.tell(1);
  expect(did).toEqual(['badge 1', 'flash']);
});

test('nothing flashes at somebody who looks at the till', () => {
  isFocused = true;
  attention.tell(1);
  expect(did).toEqual(['badge 1']);
});

test('an order that was answered changes the count without another flash', () => {
  attention.tell(2);
  did.length = 0;
  attention.tell(1);
  expect(did).toEqual(['badge 1']);
});

test('once every order is answered, the taskbar is calm', () => {
  attention.tell(1);
  did.length = 0;
  attention.tell(0);
  expect(did).toEqual(['badge 0', 'calm']);
});

test('it is calm as soon as somebody looks', () => {
  attention.tell(1);
  did.length = 0;
  attention.focused();
  expect(did).toEqual(['calm']);
});

test('a till that was closed into the tray comes back behind the other windows', () => {
  isVisible = false;
  attention.tell(1);
  expect(did).toEqual(['badge 1', 'show behind', 'flash']);
});
