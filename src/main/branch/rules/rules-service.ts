import { AppError } from '../../../shared/contract/errors.ts';
import type { Order } from '../../../shared/contract/order.ts';
import {
  mostRules,
  type AcceptRule,
  type AcceptRuleSettings,
  type Misfit,
  type RuleDecision,
} from '../../../shared/contract/rules.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import type { Logger } from '../../../shared/kit/logger.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { localTime } from '../local-time.ts';
import type { Signals } from '../signals.ts';
import {
  decideAutoAccept,
  misfitNow,
  misfitOfPaper,
  type Paper,
  type Situation,
} from './decide.ts';
import type { JudgedOrders } from './judged-orders.ts';
import {
  findBusy,
  isDecided,
  listDecisions,
  listRules,
  saveDecision,
  saveRules,
} from './rules-repo.ts';

export interface RulesDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly signals: Signals;
  readonly orders: JudgedOrders;
  /** Whether the kitchen's paper can come out: all of it, or one order's. */
  paper(db: Db, order: Order | null): Paper;
  timeZone(): string;
  /** Of this branch; empty while it belongs to no company. */
  currency(): string;
}

export interface RulesView {
  readonly rules: AcceptRule[];
  readonly now: { ruleId: string; misfit: Misfit | null }[];
  readonly decisions: RuleDecision[];
  readonly platforms: string[];
}

const shownDecisions = 10;

/** The rules by which orders are accepted without a person. */
export class RulesService {
  readonly #deps: RulesDeps;

  constructor(deps: RulesDeps) {
    this.#deps = deps;
  }

  read(): RulesView {
    const { db, orders } = this.#deps;
    const rules = listRules(db);
    const situation = this.#situation(db);
    const paperNow = this.#deps.paper(db, null);
    return {
      rules,
      now: rules.map((rule) => ({
        ruleId: rule.id,
        misfit: misfitNow(rule, situation) ?? misfitOfPaper(rule, paperNow),
      })),
      decisions: listDecisions(db, shownDecisions),
      platforms: orders.listPlatforms(db),
    };
  }

  /** Asked after the others. @throws AppError `input.invalid` when there are too many */
  add(settings: AcceptRuleSettings): AcceptRule[] {
    return this.#write((rules) => {
      if (rules.length >= mostRules) {
        throw new AppError('input.invalid', `more than ${mostRules} rules`, {
          details: { fields: { rules: 'too many' } },
        });
      }
      return [...rules, { ...settings, id: this.#deps.ids('rul') }];
    });
  }

  /** @throws AppError `rule.not_found` */
  change(changed: AcceptRule): AcceptRule[] {
    return this.#write((rules) => {
      demandRule(rules, changed.id);
      return rules.map((rule) => (rule.id === changed.id ? changed : rule));
    });
  }

  /** @throws AppError `rule.not_found` */
  remove(id: string): AcceptRule[] {
    return this.#write((rules) => {
      demandRule(rules, id);
      return rules.filter((rule) => rule.id !== id);
    });
  }

  /** @throws AppError `rule.not_found` */
  place(id: string, place: number): AcceptRule[] {
    return this.#write((rules) => {
      const moved = demandRule(rules, id);
      const others = rules.filter((rule) => rule !== moved);
      return others.toSpliced(place, 0, moved);
    });
  }

  /**
   * Asks the rules about one order that waits for an answer, once; any other is left alone.
   *
   * @returns false when it hangs on a printer that has not been asked yet
   */
  judge(orderId: string): boolean {
    const { db, clock, orders, logger } = this.#deps;
    // Most branches have none, and a thousand orders may come at once.
    if (listRules(db).length === 0) return true;
    return transact(db, (tx) => {
      const order = orders.findUnanswered(tx, orderId, clock.now());
      if (!order || isDecided(tx, orderId)) return true;
      const situation = { ...this.#situation(tx), paper: this.#deps.paper(tx, order) };
      const verdict = decideAutoAccept(order, situation, listRules(tx));
      if (verdict.kind === 'wait') return false;
      const accepted =
        verdict.kind === 'accept'
          ? { rule: verdict.rule.name, prepMinutes: verdict.prepMinutes }
          : null;
      if (accepted) orders.accept(tx, order, accepted);
      saveDecision(tx, {
        orderId,
        displayNumber: order.displayNumber,
        platform: order.platform,
        atMs: situation.nowMs,
        acceptedBy:
          verdict.kind === 'accept'
            ? { ruleId: verdict.rule.id, ruleName: verdict.rule.name }
            : null,
        prepMinutes: accepted?.prepMinutes ?? null,
        misfits: [...verdict.misfits],
      });
      logger.info({ orderId, rule: accepted?.rule, misfits: verdict.misfits }, 'rules were asked');
      this.#deps.signals.raise({ rules: true });
      return true;
    });
  }

  listUnanswered(): string[] {
    const { db, clock, orders } = this.#deps;
    return orders.listUnanswered(db, clock.now()).map(({ id }) => id);
  }

  #situation(db: Db): Situation {
    const { clock, orders } = this.#deps;
    const nowMs = clock.now();
    return {
      nowMs,
      local: localTime(nowMs, this.#deps.timeZone()),
      kitchenOrders: orders.countInKitchen(db, nowMs),
      busy: findBusy(db, nowMs),
      currency: this.#deps.currency(),
    };
  }

  #write(change: (rules: readonly AcceptRule[], tx: Tx) => AcceptRule[]): AcceptRule[] {
    return transact(this.#deps.db, (tx) => {
      const rules = change(listRules(tx), tx);
      saveRules(tx, rules);
      this.#deps.signals.raise({ rules: true });
      return rules;
    });
  }
}

function demandRule(rules: readonly AcceptRule[], id: string): AcceptRule {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new AppError('rule.not_found', `no rule ${id}`);
  return rule;
}
