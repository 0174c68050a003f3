/** The Apex methods that the adapter calls by runApex, and what of them is in the repositories. */
import type { ApexTarget, RepositoryRecord } from '../../model/assessment.ts';
import type { Context } from './context.ts';
import { placeList } from './place-list.ts';
import { beyondList, placeView, shownPart, type PlaceView } from './places.ts';
import { count, present } from './text.ts';
import { waitingRoom } from './waiting.ts';
import { t } from '../messages.ts';

interface Found {
  text: string;
  place: PlaceView | null;
}

/** Null where nothing calls Apex. */
export function apexView(context: Context) {
  const targets = context.assessment.repos.flatMap((repo) => repo.apexTargets.map((target) => ({ target, repo })));
  if (targets.length === 0) return null;
  // What is set at run time says least.
  targets.sort((x, y) => Number(isUnnamed(x.target)) - Number(isUnnamed(y.target)));
  const room = waitingRoom(context, 'assessment.json');
  return {
    title: t`Apex behind runApex: ${count(targets.length, 'method')}`,
    rows: room.inTurn(
      shownPart(targets, context.limits.list).map(({ target, repo }) => ({
        code:
          target.className === null && target.methodName === null
            ? null
            : [target.className, target.methodName].map((part) => part ?? '…').join('.'),
        unnamed: unnamedText(target),
        found: foundView(context, target, repo),
        places: count(target.calls.length, 'call'),
        ...placeList(
          context,
          target.calls.map((call) => ({ at: call, repo, text: 'runApex', note: call.confidence === 'exact' ? null : call.confidence })),
        ),
      })),
    ),
    waiting: room.pointer(),
    beyond: beyondList(targets.length, 'method', null, context.limits.list),
  };
}

function isUnnamed({ className, methodName }: ApexTarget): boolean {
  return className === null || methodName === null;
}

function unnamedText({ className, methodName }: ApexTarget): string | null {
  if (className === null) return methodName === null ? t`Class and method are set at run time` : t`the class is set at run time`;
  return methodName === null ? t`the method is set at run time` : null;
}

function foundView(context: Context, { className, methodName, found }: ApexTarget, repo: RepositoryRecord): Found {
  if (className === null) return { text: t`Could not be looked for.`, place: null };
  if (!found) return { text: t`The class is not in these files.`, place: null };
  const ofClass = found.classGlobal ? 'global' : t`not global`;
  const at = { file: found.file, line: found.line, column: found.column };
  if (!found.method) {
    const text = t`Class found, ${ofClass}${methodName === null ? '' : t`; the method is not in it`}.`;
    return { text, place: placeView(context, repo, at) };
  }
  const { global: isGlobal, webService, static: isStatic, file, line, column } = found.method;
  const modifiers = present(isGlobal && 'global', webService && 'webService', isStatic && 'static');
  const method = t`method ${modifiers.length > 0 ? modifiers.join(' ') : t`neither global, webService nor static`}`;
  return { text: t`Found: class ${ofClass}, ${method}.`, place: placeView(context, repo, { file, line, column }) };
}
