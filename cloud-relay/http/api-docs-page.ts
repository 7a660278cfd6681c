import { createHash } from 'node:crypto';
import type { OpenApi, OpenApiOperation } from './openapi.ts';

const style = `
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
summary { cursor: pointer; padding: .4rem 0; }
summary code { font-weight: 600; }
pre { overflow: auto; padding: .75rem; border: 1px solid; border-radius: .5rem; }
td, th { padding: .2rem .8rem .2rem 0; text-align: start; vertical-align: top; }
`;

/** Lets in the page's own style, known by its hash, and nothing else at all. */
export const apiDocsPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The API for people to read, without a script and without anything from elsewhere. */
export function apiDocsPage(api: OpenApi): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(method, path, operation)),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Wasla relay: API</title>
<style>${style}</style>
<h1>API of the Wasla relay</h1>
<p>For programs: <a href="/api/openapi.json">OpenAPI 3.1</a>. Sign in with <code>login</code> and send
its token as <code>Authorization: Bearer</code>.</p>
${operations.join('\n')}
</html>
`;
}

function section(method: string, path: string, operation: OpenApiOperation): string {
  const { operationId, description, parameters, requestBody, responses } = operation;
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escaped(name)}</code><td>${place}${required ? ', required' : ''}` +
      `<td><code>${escaped(JSON.stringify(schema))}</code>`,
  );
  return `<details id="${escaped(operationId)}">
<summary><code>${escaped(`${method.toUpperCase()} ${path}`)}</code> ${escaped(operationId)}</summary>
<p>${escaped(description)}</p>
${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}
${requestBody ? `<h2>Body</h2>${shown(requestBody.content)}` : ''}
<h2>Answer</h2>${shown((responses as Record<string, { content?: unknown }>)['200']?.content)}
</details>`;
}

function shown(content: unknown): string {
  const { schema } = (content as Record<string, { schema?: unknown }>)['application/json'] ?? {};
  return `<pre>${escaped(JSON.stringify(schema, null, 2))}</pre>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');
}
