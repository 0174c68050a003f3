/** The work list of a connector that the company builds: every part, and what asks for it. */
import type { Assessment } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import type { SourceView } from './references.ts';
import { count, plural } from './text.ts';
import { waitingRoom } from './waiting.ts';
import { CONNECTOR_GROUP_WORDS } from './words.ts';
import { inWords, t } from '../messages.ts';

type Part = Assessment['catalog']['connectorParts'][number];

interface PartRow {
  name: string;
  text: string;
  sources: SourceView[];
  standing: boolean;
  asked: string | null;
  rules: { title: string; href: string }[];
  moreRules: string | null;
}

const TARGET = 'partner-telephony-own';
/** A part that many rules ask for names a few of them; the table has them all. */
const RULES_IN_VIEW = 4;

/** Null where another target is chosen, or where there is nothing to move. */
export function connectorView(context: Context) {
  const { chosen, assessment, names } = context;
  const wanted = wantedParts(assessment);
  if ((chosen !== null && chosen !== TARGET) || wanted.size === 0) return null;
  const parts = assessment.catalog.connectorParts.filter(({ id }) => wanted.has(id));
  const asked = [...wanted.values()].filter(({ findings }) => findings > 0).length;
  const standing = [...wanted.values()].filter((part) => part.standing).length;
  const room = waitingRoom(context, 'connector-work-list.csv');
  return {
    title: t`Connector work list: ${count(parts.length, 'part')}`,
    lede: t`For the target “${names.target(TARGET)}” alone. ${formatNumber(asked)} of ${count(parts.length, 'part')} ${plural(asked, 'is', 'are')} asked for by what was found; ${formatNumber(standing)} ${plural(standing, 'is', 'are')} needed by every connector.`,
    /** Paper has room for it once the target is chosen. */
    folded: chosen === null,
    groups: inWords(CONNECTOR_GROUP_WORDS)
      .map(({ group, title, first }) => ({
        title,
        first,
        rows: room.inTurn(parts.filter((part) => part.group === group).map((part) => partRow(context, part, wanted))),
      }))
      .filter(({ rows }) => rows.length > 0),
    waiting: room.pointer(),
  };
}

interface Wanted {
  standing: boolean;
  ruleIds: string[];
  findings: number;
}

/** Parts over all repositories, by id. */
function wantedParts({ repos }: Assessment): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { id, standing, ruleIds, findings } of repos.flatMap((repo) => repo.connector)) {
    const known = wanted.get(id);
    wanted.set(id, {
      standing: standing || known?.standing === true,
      ruleIds: [...new Set([...(known?.ruleIds ?? []), ...ruleIds])],
      findings: findings + (known?.findings ?? 0),
    });
  }
  return wanted;
}

function partRow({ anchor, limits, met, rules, sources }: Context, part: Part, wanted: Map<string, Wanted>): PartRow {
  const { standing, ruleIds, findings } = wanted.get(part.id) ?? { standing: false, ruleIds: [], findings: 0 };
  const most = Math.min(RULES_IN_VIEW, limits.names);
  const linked = ruleIds.filter((id) => met.all.includes(id));
  return {
    name: part.name,
    text: part.text,
    sources: sources.views(part.sources),
    standing,
    asked: findings > 0 ? count(findings, 'finding') : null,
    rules: linked.slice(0, most).map((id) => ({ title: rules.title(id), href: `#${anchor('rule', id)}` })),
    moreRules: linked.length > most ? t`and ${count(linked.length - most, 'more rule')}` : null,
  };
}
