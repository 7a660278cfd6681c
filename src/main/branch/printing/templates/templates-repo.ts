import { Template, type TemplateContent } from '../../../../shared/contract/template.ts';
import type { Db, Tx } from '../../database/index.ts';

interface Row {
  readonly id: string;
  readonly scope: 'branch' | 'company';
  readonly version: number;
  readonly savedAtMs: number;
  readonly savedBy: string;
  readonly content: string;
}

const columns = `templates.id, scope, version, saved_at_ms AS savedAtMs, saved_by AS savedBy, content`;
const joined = 'templates JOIN template_versions ON template_id = templates.id';
/** Two branches may save the same version at once: every branch then agrees on the later one, and keeps both. */
const newestFirst = 'version DESC, saved_at_ms DESC, saved_by DESC';

/** Undefined for what no longer fits the contract: it counts as not there, and the built-in one prints. */
function toTemplate({ content, ...row }: Row): Template | undefined {
  const parsed = Template.safeParse({ ...(JSON.parse(content) as object), ...row });
  return parsed.success ? parsed.data : undefined;
}

/** Each in its newest version, by name. */
export function listTemplates(db: Db): Template[] {
  const rows = db
    .prepare<[], Row>(
      `SELECT * FROM (
         SELECT ${columns}, row_number() OVER (PARTITION BY templates.id ORDER BY ${newestFirst}) AS place
           FROM ${joined} WHERE removed_at_ms IS NULL)
        WHERE place = 1`,
    )
    .all();
  return rows
    .flatMap((row) => toTemplate(row) ?? [])
    .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

/** The newest version, unless it was removed. */
export function findTemplate(db: Db, id: string): Template | undefined {
  const row = db
    .prepare<[string], Row>(
      `SELECT ${columns} FROM ${joined}
        WHERE templates.id = ? AND removed_at_ms IS NULL ORDER BY ${newestFirst} LIMIT 1`,
    )
    .get(id);
  return row && toTemplate(row);
}

/** Newest first. */
export function listTemplateVersions(db: Db, id: string): Template[] {
  return db
    .prepare<[string], Row>(
      `SELECT ${columns} FROM ${joined}
        WHERE templates.id = ? AND removed_at_ms IS NULL ORDER BY ${newestFirst}`,
    )
    .all(id)
    .flatMap((row) => toTemplate(row) ?? []);
}

/** Adds a version; one that is there already stays as it is. A removed template is back with a version of its own. */
export function insertTemplateVersion(tx: Tx, template: Template): void {
  const { id, scope, version, savedAtMs, savedBy, ...content } = template;
  tx.prepare(
    `INSERT INTO templates (id, scope) VALUES (@id, @scope)
     ON CONFLICT (id) DO UPDATE SET scope = excluded.scope`,
  ).run({ id, scope });
  const { changes } = tx
    .prepare(
      `INSERT INTO template_versions (template_id, version, saved_at_ms, saved_by, content)
       VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .run(id, version, savedAtMs, savedBy, JSON.stringify(content satisfies TemplateContent));
  if (changes > 0) tx.prepare('UPDATE templates SET removed_at_ms = NULL WHERE id = ?').run(id);
}

/** @returns false when there is none */
export function removeTemplate(tx: Tx, id: string, nowMs: number): boolean {
  return (
    tx
      .prepare('UPDATE templates SET removed_at_ms = ? WHERE id = ? AND removed_at_ms IS NULL')
      .run(nowMs, id).changes === 1
  );
}
