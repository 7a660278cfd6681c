import { z } from 'zod';
import { route } from './route.ts';

/** What a branch does without asking anybody: orders that it accepts by itself, and hours in which it needs longer. */

const AtMs = z.int().nonnegative();
const MinuteOfDay = z.int().min(0).max(1_439);

/** More would be read by nobody. */
export const mostRules = 30;

/** When a rule counts, by the clocks of the branch. */
export const RuleHours = z.object({ fromMinutes: MinuteOfDay, toMinutes: MinuteOfDay });
export type RuleHours = z.infer<typeof RuleHours>;

export const ruleTimings = ['asap', 'scheduled', 'any'] as const;

/** An order that fits everything here is accepted. A limit of null, or an empty list, limits nothing. */
export const AcceptRuleSettings = z.object({
  name: z.string().trim().min(1).max(60),
  isOn: z.boolean().default(true),
  platforms: z.array(z.string().min(1)).max(20).default([]),
  /** 0 is Sunday. Hours that run over midnight belong to the day on which they begin. */
  days: z.array(z.int().min(0).max(6)).max(7).default([]),
  /** An end that is not after the beginning lies on the next day; equal ends are the whole day. */
  hours: RuleHours.nullable().default(null),
  timing: z.enum(ruleTimings).default('asap'),
  /** Accepted only while fewer orders than this are in the kitchen. */
  maxKitchenOrders: z.int().min(1).max(500).nullable().default(15),
  maxTotalMinor: z.int().min(1).max(100_000_000).nullable().default(null),
  /** Pieces in the order, not lines. */
  maxItems: z.int().min(1).max(500).nullable().default(null),
  /** Only while each printer that gets one of its kitchen tickets can print. */
  needsPrinter: z.boolean().default(true),
  /** Also orders in which the customer has written something. */
  takesNotes: z.boolean().default(false),
  /** Also orders with a dish that the menu does not know. */
  takesUnknownItems: z.boolean().default(false),
  prepMinutes: z.int().min(1).max(120).default(20),
});
export type AcceptRuleSettings = z.infer<typeof AcceptRuleSettings>;

/** Rules are asked in their order; the first that fits accepts. */
export const AcceptRule = AcceptRuleSettings.extend({ id: z.string() });
export type AcceptRule = z.infer<typeof AcceptRule>;

/** Why a rule did not accept: the first thing that did not fit. */
export const misfits = [
  'off',
  'busy',
  'platform',
  'timing',
  'hours',
  'kitchen_full',
  'total',
  'items',
  'note',
  'unknown_item',
  'printer',
] as const;
export const Misfit = z.enum(misfits);
export type Misfit = z.infer<typeof Misfit>;

export const RuleMisfit = z.object({ ruleId: z.string(), ruleName: z.string(), misfit: Misfit });
export type RuleMisfit = z.infer<typeof RuleMisfit>;

/** What became of one order when the rules were asked. */
export const RuleDecision = z.object({
  orderId: z.string(),
  displayNumber: z.string(),
  platform: z.string(),
  atMs: AtMs,
  /** The rule that accepted it; null: a person answers. */
  acceptedBy: z.object({ ruleId: z.string(), ruleName: z.string() }).nullable(),
  prepMinutes: z.int().positive().nullable(),
  misfits: z.array(RuleMisfit),
});
export type RuleDecision = z.infer<typeof RuleDecision>;

/** The kitchen needs longer for a while; it ends by itself. */
export const BusyMode = z.object({
  sinceMs: AtMs,
  untilMs: AtMs,
  /** Added to the minutes that are offered or that a rule promises. */
  extraMinutes: z.int().min(0).max(60),
  /** No order is accepted without a person meanwhile. */
  stopsRules: z.boolean(),
  /** Who began it; empty at a till that knows nobody. */
  by: z.string(),
});
export type BusyMode = z.infer<typeof BusyMode>;

/** For so many minutes, or until the next business day begins. */
export const BusySpan = z.union([
  z.object({ minutes: z.int().min(5).max(720) }),
  z.literal('tomorrow'),
]);
export type BusySpan = z.infer<typeof BusySpan>;

const RuleId = z.object({ id: z.string().min(1) });
const RulesReply = z.object({ rules: z.array(AcceptRule) });
const BusyReply = z.object({ busy: BusyMode.nullable() });

export const ruleRoutes = {
  /** With what each rule would do with an order that fits it in everything else: null, it accepts now. */
  readRules: route({
    method: 'GET',
    path: '/api/rules',
    input: z.object({}),
    reply: RulesReply.extend({
      now: z.array(z.object({ ruleId: z.string(), misfit: Misfit.nullable() })),
      /** Newest first, at most ten. */
      decisions: z.array(RuleDecision),
      /** Platforms of the latest orders, to choose from. */
      platforms: z.array(z.string()),
    }),
  }),
  addRule: route({
    method: 'POST',
    path: '/api/rules',
    permission: 'change_rules',
    input: AcceptRuleSettings,
    reply: RulesReply,
  }),
  changeRule: route({
    method: 'PUT',
    path: '/api/rules/:id',
    permission: 'change_rules',
    input: AcceptRuleSettings.extend({ id: z.string().min(1) }),
    reply: RulesReply,
  }),
  removeRule: route({
    method: 'DELETE',
    path: '/api/rules/:id',
    permission: 'change_rules',
    input: RuleId,
    reply: RulesReply,
  }),
  /** Asks a rule earlier or later; place 0 is asked first. */
  placeRule: route({
    method: 'PUT',
    path: '/api/rules/:id/place',
    permission: 'change_rules',
    input: RuleId.extend({ place: z.int().min(0).max(mostRules) }),
    reply: RulesReply,
  }),
  readBusy: route({ method: 'GET', path: '/api/busy', input: z.object({}), reply: BusyReply }),
  /** Begins a busy mode, or changes the one that is on. */
  startBusy: route({
    method: 'PUT',
    path: '/api/busy',
    permission: 'answer_orders',
    input: z.object({
      span: BusySpan,
      extraMinutes: z.int().min(0).max(60),
      stopsRules: z.boolean(),
    }),
    reply: BusyReply,
  }),
  endBusy: route({
    method: 'DELETE',
    path: '/api/busy',
    permission: 'answer_orders',
    input: z.object({}),
    reply: BusyReply,
  }),
} as const;
