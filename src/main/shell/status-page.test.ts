import { describe, expect, test } from 'vitest';
import { branchFailureReasons } from '../../shared/contract/branch-process.ts';
import { statusPage } from './status-page.ts';

const text = (url: string) => decodeURIComponent(url.slice(url.indexOf(',') + 1));
const failing = (reason: (typeof branchFailureReasons)[number], detail = '') =>
  text(statusPage({ kind: 'restarting', failures: 2, reason, detail }));

describe('while the branch server does not serve', () => {
  test('the window says so in both languages', () => {
    const page = failing('unknown', 'it ended with code 9');
    expect(page).toContain('is being started again');
    expect(page).toContain('يعاد تشغيله');
    expect(page).toContain('it ended with code 9');
  });

  test('every reason has words of its own in both languages', () => {
    const paragraphs = branchFailureReasons.flatMap((reason) =>
      [...failing(reason).matchAll(/<p lang="(ar|en)"[^>]*>([^<]+)<\/p>/g)].map(
        (found) => found[2],
      ),
    );
    expect(new Set(paragraphs).size).toBe(2 * branchFailureReasons.length);
  });

  test('damaged data sends nobody into deleting it', () => {
    expect(failing('data_damaged')).toContain('nothing was deleted');
    expect(failing('data_damaged')).toContain('لم يُحذف منه شيء');
  });

  test('the page runs no script and loads nothing', () => {
    expect(failing('unknown')).toContain("default-src 'none'");
  });

  test('what the dying process said cannot become part of the page', () => {
    expect(failing('unknown', '<script>alert(1)</script>')).not.toContain('<script');
  });
});
