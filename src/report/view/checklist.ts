/** Salesforce's own migration checklist, with what this scan has done of it. */
import type { Assessment, Coverage } from '../../model/assessment.ts';
import { countCalls } from '../../model/calls.ts';
import { formatNumber } from '../number.ts';
import { isCounted, isInAdapter, type Context } from './context.ts';
import { ADAPTER_SOURCE, callsText } from './source.ts';
import { count, list, present } from './text.ts';
import type { Mark } from './words.ts';
import { inWords, m, t } from '../messages.ts';

type Step = Assessment['catalog']['checklist'][number];
type Done = 'done' | 'partly' | 'not-done' | 'yours';

const MARKS: Record<Done, Mark> = {
  done: { word: m`Done by this scan`, icon: 'i-pass', tone: 'carries-over' },
  partly: { word: m`Done in part`, icon: 'i-rename', tone: 'rewrite' },
  'not-done': { word: m`Could not be done`, icon: 'i-unknown', tone: 'unknown' },
  yours: { word: m`Still to do`, icon: 'i-obsolete', tone: 'obsolete' },
};

const PHASES: Record<Step['phase'], string> = {
  assess: m`Assess and plan`,
  'scratch-org': m`Set up a scratch org`,
  connector: m`Implement the connector`,
};

const WORDS = {
  lede: m`Salesforce’s checklist is written for partners who move an adapter for Lightning Experience to a connector of their own, on partner telephony. For the other targets its first part holds all the same; connector and scratch org come with the product. In our words, and only as far as it could be read: the stored copy breaks off within the third part.`,
  noSource: m`The adapter’s source was not among the files.`,
  partOfSource: m`Not all of the adapter’s source was there to read.`,
  noScan: m`No scan can do it.`,
};

/** Null for a result that an older version of the program made. */
export function checklistView(context: Context) {
  const steps = context.assessment.catalog.checklist;
  if (steps.length === 0) return null;
  const rows = steps.map((step) => ({ step, ...stateOf(context, step) }));
  const n = (state: Done): number => rows.filter((row) => row.state === state).length;
  const partly = n('partly');
  return {
    title: t`Salesforce’s own checklist: ${formatNumber(n('done'))} of ${count(rows.length, 'step')} done by this scan${partly > 0 ? t`, ${formatNumber(partly)} in part` : ''}`,
    lede: inWords(WORDS.lede),
    phases: (Object.keys(inWords(PHASES)) as Step['phase'][]).flatMap((phase) => {
      const mine = rows.filter(({ step }) => step.phase === phase);
      if (mine.length === 0) return [];
      return [
        {
          name: inWords(PHASES[phase]),
          rows: mine.map(({ step, state, note }) => ({
            text: step.text,
            mark: inWords(MARKS[state]),
            note,
            sources: context.sources.views(step.sources),
          })),
        },
      ];
    }),
  };
}

function stateOf(context: Context, step: Step): { state: Done; note: string | null } {
  if (step.scan === null) return { state: 'yours', note: partsText(context, step) };
  const read = sourceRead(context);
  if (read === 'not-done') return { state: read, note: inWords(WORDS.noSource) };
  const { open, text } = scanned(context, step.scan);
  const state = read === 'done' && open === null ? 'done' : 'partly';
  return { state, note: present(text, open, read === 'partly' && inWords(WORDS.partOfSource)).join(' ') };
}

/** Whether all source that there must be was read. */
function sourceRead({ assessment, findings }: Context): Exclude<Done, 'yours'> {
  const states = assessment.repos.flatMap(({ coverage }): Coverage['state'][] =>
    coverage.flatMap(({ id, state }) => (id === ADAPTER_SOURCE && state !== 'absent' ? [state] : [])),
  );
  if (states.length > 0 && states.every((state) => state === 'read')) return 'done';
  return states.some((state) => state === 'read' || state === 'partly') || findings.some(isInAdapter) ? 'partly' : 'not-done';
}

/** What a step has brought, and what is open about it. */
function scanned(context: Context, scan: NonNullable<Step['scan']>): { text: string; open: string | null } {
  switch (scan) {
    case 'calls':
      return { text: `${callsText(countCalls(context.mapped))}.`, open: null };
    case 'mapping':
      return mapping(context);
    case 'task-fields':
      return taskFields(context);
    case 'external-systems': {
      const reached = context.assessment.repos.flatMap((repo) =>
        repo.externalSystems.filter(({ places }) => places.some((place) => place.direction !== 'allowed' && place.context !== 'test')),
      );
      const systems = new Set(reached.map(({ name }) => name)).size;
      return { text: t`${count(systems, 'system')} outside.`, open: null };
    }
  }
}

/** The checklist speaks of partner telephony with a connector of one's own. */
function mapping({ assessment, mapped, rules }: Context): { text: string; open: string | null } {
  const used = mapped.filter((entry) => isCounted(entry) && isInAdapter(entry));
  const ids = [...new Set(used.map(({ finding }) => finding.ruleId))];
  const unknown = ids.filter((id) => rules.verdictOf(id, 'partner-telephony-own') === 'unknown').length;
  const holes = assessment.repos.reduce((sum, repo) => sum + repo.uncovered.length, 0);
  const open = present(
    unknown > 0 && t`for ${count(unknown, 'rule')} of them nobody has confirmed what takes its place`,
    holes > 0 && t`${count(holes, 'fact')} met no rule`,
  );
  return {
    text: t`${count(used.length, 'finding')} in the adapter held against ${count(ids.length, 'rule')}.`,
    open: open.length > 0 ? `${sentence(list(open))}.` : null,
  };
}

function taskFields({ assessment }: Context): { text: string; open: string | null } {
  const logs = assessment.repos.flatMap((repo) => repo.callLogs.filter((log) => log.context !== 'test'));
  const fields = new Set(logs.flatMap((log) => log.fields.flatMap(({ name, custom }) => (custom ? [name.toLowerCase()] : []))));
  const incomplete = logs.filter((log) => !log.complete).length;
  const orgRead = assessment.repos.some((repo) =>
    repo.org?.types.some(({ type, state }) => type === 'CustomField' && state !== 'not-retrieved'),
  );
  const open = present(
    incomplete > 0 && t`${count(incomplete, 'place')} may write more, made at run time`,
    !orgRead && t`the fields that the org holds were not retrieved`,
  );
  return {
    text: t`${count(fields.size, 'custom field')} written in ${count(logs.length, 'place')}.`,
    open: open.length > 0 ? `${sentence(list(open))}.` : null,
  };
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Pieces of the step that the connector work list holds already. */
function partsText({ assessment }: Context, step: Step): string | null {
  const parts = assessment.catalog.connectorParts.filter(({ id }) => step.parts.includes(id));
  if (parts.length === 0) return inWords(WORDS.noScan);
  return t`In the connector work list, with what asks for it: ${list(parts.map(({ name }) => name))}.`;
}
