import { expect, test } from 'vitest';
import { statusPage } from './status-page.ts';

const text = (url: string) => decodeURIComponent(url.slice(url.indexOf(',') + 1));

test('while the branch server is started again the window says so in both languages', () => {
  const page = text(statusPage({ kind: 'restarting', failures: 2, lastWords: 'port is taken' }));
  expect(page).toContain('is being started again');
  expect(page).toContain('يعاد تشغيله');
  expect(page).toContain('port is taken');
});

test('what the dying process wrote cannot become part of the page', () => {
  const lastWords = '<script>alert(1)</script>';
  expect(text(statusPage({ kind: 'restarting', failures: 1, lastWords }))).not.toContain('<script');
});
