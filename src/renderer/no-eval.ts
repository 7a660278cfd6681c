import { z } from 'zod';

/**
 * Imported before every schema: the library would otherwise try `eval` to write faster parsers, which the
 * page's security policy refuses and reports.
 */
z.config({ jitless: true });
