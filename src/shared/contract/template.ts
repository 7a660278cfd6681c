import { z } from 'zod';
import { route } from './route.ts';

/** Papers that a template lays out. Test prints and drawer pulses have none. */
export const templateDocuments = [
  'kitchen',
  'void',
  'receipt',
  /** What a table is asked to pay, before it has paid. */
  'guest_check',
  'courier_slip',
  'report',
] as const;
export const TemplateDocument = z.enum(templateDocuments);
export type TemplateDocument = z.infer<typeof TemplateDocument>;

/** One fact of an order, a receipt or a shift that stands on a line of its own. */
export const templateFields = [
  'station',
  'printed_at',
  'number',
  'platform',
  'fulfilment',
  'table',
  'placed_at',
  'scheduled_at',
  'due_at',
  'customer_name',
  'customer_phone',
  'customer_address',
  'pickup_code',
  'order_note',
  'cutlery',
  'item_count',
  'collect_cash',
  'payment',
  'branch_name',
  'company_name',
  'tax_number',
  'receipt_number',
  'cashier',
  'subtotal',
  'discounts',
  'charges',
  'tax_on_top',
  'tax',
  'total',
  'paid_and_change',
  'left_to_pay',
] as const;
export const TemplateField = z.enum(templateFields);
export type TemplateField = z.infer<typeof TemplateField>;

/** Parts of a shift or day report, each a table of its own. */
export const reportSections = [
  /** Which report it is; a Z with its number. */
  'title',
  'period',
  'sales',
  'by_channel',
  'by_payment',
  'tax',
  'voids',
  'cash_drawer',
  'cash_moves',
  'staff',
] as const;

export const TemplateStyle = z.object({
  wide: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).default(1),
  high: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).default(1),
  bold: z.boolean().default(false),
  inverted: z.boolean().default(false),
  boxed: z.boolean().default(false),
  align: z.enum(['start', 'center', 'end']).default('start'),
});
export type TemplateStyle = z.infer<typeof TemplateStyle>;

/** An element prints only when all its conditions hold; one without conditions always prints. */
export const TemplateCondition = z.discriminatedUnion('on', [
  /** A fact is there or not, for example the note. */
  z.object({ on: z.literal('field'), field: TemplateField, present: z.boolean() }),
  z.object({ on: z.literal('platform'), platforms: z.array(z.string()).min(1) }),
  z.object({
    on: z.literal('fulfilment'),
    kinds: z.array(z.enum(['delivery', 'pickup', 'dine_in'])).min(1),
  }),
  z.object({ on: z.literal('paper'), paper: z.enum(['narrow', 'wide']) }),
]);
export type TemplateCondition = z.infer<typeof TemplateCondition>;

const common = {
  id: z.string().min(1).max(40),
  style: TemplateStyle.prefault({}),
  when: z.array(TemplateCondition).max(8).default([]),
};

export const TemplateElement = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('field'), field: TemplateField, label: z.boolean() }),
  /** Two facts on one line, at its two sides. */
  z.object({ ...common, kind: z.literal('pair'), start: TemplateField, end: TemplateField }),
  z.object({
    ...common,
    kind: z.literal('text'),
    en: z.string().max(400),
    ar: z.string().max(400),
  }),
  z.object({
    ...common,
    kind: z.literal('lines'),
    /** Price of each line at the end side. */
    prices: z.boolean(),
    modifiers: z.boolean(),
    notes: z.boolean(),
  }),
  z.object({ ...common, kind: z.literal('report'), section: z.enum(reportSections) }),
  z.object({
    ...common,
    kind: z.literal('rule'),
    line: z.enum(['solid', 'dashed', 'double', 'heavy']),
  }),
  z.object({ ...common, kind: z.literal('space'), dots: z.int().min(4).max(200) }),
  /** The picture that was uploaded, made to fit a share of the paper's width in percent. */
  z.object({
    ...common,
    kind: z.literal('logo'),
    logoId: z.string(),
    widthPercent: z.int().min(10).max(100),
  }),
  z.object({
    ...common,
    kind: z.literal('qr'),
    /** A text in which `{number}`, `{order_id}` and `{receipt_number}` are filled in. */
    content: z.string().min(1).max(400),
  }),
  z.object({ ...common, kind: z.literal('barcode'), field: z.enum(['number', 'receipt_number']) }),
]);
export type TemplateElement = z.infer<typeof TemplateElement>;
export type TemplateElementKind = TemplateElement['kind'];

/** More would be no paper that anybody reads. */
export const maxTemplateElements = 60;

/**
 * How one kind of paper looks. What honesty demands (copy and duplicate marks, backup, late, cancelled, test order, the
 * names of job and order, that a guest check is no receipt) is no element: it prints always and cannot be taken away. On a kitchen ticket neither can the
 * order's number, its lines and a note that speaks of an allergy.
 */
export const TemplateContent = z.object({
  name: z.string().trim().min(1).max(60),
  document: TemplateDocument,
  elements: z.array(TemplateElement).min(1).max(maxTemplateElements),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

export const Template = TemplateContent.extend({
  id: z.string(),
  /** `company` is shared with all branches of the company; `built_in` comes with the product and is never changed. */
  scope: z.enum(['branch', 'company', 'built_in']),
  /** Counts up with each saved change. */
  version: z.int().positive(),
  savedAtMs: z.int().nonnegative(),
  /** Who saved it, in words. */
  savedBy: z.string(),
});
export type Template = z.infer<typeof Template>;

/** Orders made up for the preview, each showing what another forgets. */
export const previewSamples = ['usual', 'long', 'allergy', 'short'] as const;

export const TemplatePreview = z.object({
  /** PNG in base64, one dot a pixel: the very bytes that would be printed, played back. */
  png: z.base64(),
  widthDots: z.int().positive(),
  heightDots: z.int().positive(),
  /** Where each element that printed stands, from the top, in dots. */
  places: z.array(z.object({ elementId: z.string(), topDots: z.int(), bottomDots: z.int() })),
});
export type TemplatePreview = z.infer<typeof TemplatePreview>;

/** How gray becomes black and white: `auto` looks whether it is line art or a photograph. */
export const logoMethods = ['auto', 'threshold', 'floyd_steinberg', 'atkinson'] as const;
export type LogoMethod = (typeof logoMethods)[number];
/** More would not fit into one call; it is 576 × 320, more than a receipt's head has room for. */
export const maxLogoPixels = 184_320;

export const Logo = z.object({
  id: z.string(),
  name: z.string(),
  widthDots: z.int(),
  heightDots: z.int(),
  /** The picture as it prints. */
  png: z.base64(),
});
export type Logo = z.infer<typeof Logo>;

const Id = z.object({ id: z.string().min(1) });
const TemplateReply = z.object({ template: Template });
const languages = z.enum(['ar', 'en', 'both']);

export const templateRoutes = {
  /** Each template in its newest version; built-in ones first. */
  listTemplates: route({
    method: 'GET',
    path: '/api/printing/templates',
    input: z.object({}),
    reply: z.object({ templates: z.array(Template) }),
  }),
  addTemplate: route({
    method: 'POST',
    path: '/api/printing/templates',
    permission: 'change_printing',
    input: TemplateContent.extend({ scope: z.enum(['branch', 'company']) }),
    reply: TemplateReply,
  }),
  /** Refused with `template.changed` when somebody saved after `baseVersion`. */
  saveTemplate: route({
    method: 'PUT',
    path: '/api/printing/templates/:id',
    permission: 'change_printing',
    input: TemplateContent.extend({ id: z.string(), baseVersion: z.int().positive() }),
    reply: TemplateReply,
  }),
  removeTemplate: route({
    method: 'DELETE',
    path: '/api/printing/templates/:id',
    permission: 'change_printing',
    input: Id,
    reply: z.object({}),
  }),
  /** Newest first. */
  listTemplateVersions: route({
    method: 'GET',
    path: '/api/printing/templates/:id/versions',
    input: Id,
    reply: z.object({ versions: z.array(Template) }),
  }),
  previewTemplate: route({
    method: 'POST',
    path: '/api/printing/template-previews',
    input: TemplateContent.extend({
      widthDots: z.union([z.literal(384), z.literal(512), z.literal(576)]),
      language: languages,
      sample: z.enum(previewSamples),
    }),
    reply: TemplatePreview,
  }),
  /** Prints the sample with this template, saved or not, marked as a test. */
  testTemplate: route({
    method: 'POST',
    path: '/api/printing/template-tests',
    permission: 'change_printing',
    input: TemplateContent.extend({ printerId: z.string(), sample: z.enum(previewSamples) }),
    reply: z.object({ printJobId: z.string() }),
  }),
  listLogos: route({
    method: 'GET',
    path: '/api/printing/logos',
    input: z.object({}),
    reply: z.object({ logos: z.array(Logo) }),
  }),
  /** The till decodes the file; the branch makes it black and white. */
  addLogo: route({
    method: 'POST',
    path: '/api/printing/logos',
    permission: 'change_printing',
    input: z
      .object({
        name: z.string().trim().min(1).max(60),
        width: z.int().min(8).max(576),
        height: z.int().min(8).max(576),
        /** One byte a pixel, 0 black to 255 white, row by row. */
        gray: z.base64(),
        method: z.enum(logoMethods),
      })
      .refine(({ width, height }) => width * height <= maxLogoPixels, {
        path: ['gray'],
        message: `at most ${maxLogoPixels} pixels`,
      }),
    reply: z.object({ logo: Logo }),
  }),
  removeLogo: route({
    method: 'DELETE',
    path: '/api/printing/logos/:id',
    permission: 'change_printing',
    input: Id,
    reply: z.object({}),
  }),
} as const;
