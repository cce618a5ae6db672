import { because } from '../../language/reasons.js';
import { Controller, Get, Header, Param, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import type { Change } from '../../assessments/assessments.service.js';
import { AssessmentInput } from '../../assessments/dto/assessment.dto.js';
import { RecordAssessment } from '../../assessments/record-assessment.js';
import { Refusal } from '../../core/errors.js';
import { TAKES_FORMS } from '../../http/form-body.js';
import { isUuid } from '../../core/ids.js';
import { type Answer, sendAnswer } from '../../http/replies.js';
import { PassageResolver } from '../../sources/passage-resolver.js';
import { inputOf } from '../page/forms.js';
import { sendPage } from '../page/send-page.js';
import { fieldsOf } from '../page/form-fields.js';
import { pageOf, type Visit, visitOf } from '../page/visit.js';
import type { Words } from '../../language/words.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { AssessmentModel, type Standing } from './assessment-model.js';
import { assessmentPage } from './assessment-page.js';
import { AssessmentPreview } from './assessment-preview.js';
import { TypedAssessment } from './typed-assessment.js';
import { Needs } from '../../http/needs.js';
import { UnpublishedPlans } from '../page/unpublished-plans.js';

/** A form with what is to be shown beside it. */
interface Shown extends Outcome {
  typed: TypedAssessment;
  status?: number;
}

/** Recording an assessment, for people with a browser. */
@ApiExcludeController()
@Needs('analyst')
@UseInterceptors(UnpublishedPlans)
@Controller('plans/:plan/objectives/:code/rating')
export class AssessmentPageController {
  constructor(
    private readonly model: AssessmentModel,
    private readonly preview: AssessmentPreview,
    private readonly recording: RecordAssessment,
    private readonly passages: PassageResolver,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async form(
    @Param('plan') plan: string,
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { assessor } = request.query as { assessor?: unknown };
    const standing = await this.model.standing(
      plan,
      code,
      typeof assessor === 'string' ? assessor : undefined,
    );
    const typed = this.model.empty(standing);
    return this.show(request, reply, standing, { typed }, true);
  }

  /** `do` says which button was pressed: only `record` changes anything; the others give the form back. */
  @Post()
  @Header('cache-control', 'no-store')
  @RouteConfig(TAKES_FORMS)
  async send(
    @Param('plan') plan: string,
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const sent = TypedAssessment.sent(fieldsOf(request));
    const standing = await this.model.standing(plan, code, sent.value('/assessor'));
    // A form that somebody else's record has overtaken is told so, and its passages are left as they are.
    const isOvertaken = !sent.read.includes(standing.version);
    const { typed, ticks } = isOvertaken
      ? { typed: sent, ticks: 'as-sent' as const }
      : await this.model.keeping(sent, standing);
    const change = { plan, objective: code, read: typed.read };
    const [verb = '', ...about] = typed.value('do').split('/');
    if (verb === 'record' || verb === 'preview') {
      // Nothing is recorded with passages that were ticked for something else, nor with others than somebody has seen.
      if (ticks !== 'as-sent') {
        return this.show(request, reply, standing, { typed, ticks, focus: '/evidence', status: 422 });
      }
      const { value, ...names } = typed.decoded();
      try {
        const input = await inputOf(value, AssessmentInput);
        if (verb === 'record')
          return sendAnswer(reply, await this.record(change, typed, value, input, standing));
        const preview = await this.preview.of(change, input, visit.language);
        return await this.show(request, reply, standing, {
          typed,
          preview,
          focus: 'preview',
        });
      } catch (error) {
        return this.showRefused(
          request,
          reply,
          change,
          typed,
          outcomeOf(refusalIn(error), names, typed, visit.words),
        );
      }
    }
    const shown = await this.changed(typed, verb, about, visit.words);
    return this.show(request, reply, standing, { ...shown, ticks });
  }

  /** Records what was typed, once for each key: twice sent, the second gets the answer of the first. */
  private record(
    change: Change,
    typed: TypedAssessment,
    value: object,
    input: AssessmentInput,
    { assessor }: Standing,
  ): Promise<Answer> {
    const { plan, objective } = change;
    return this.recording.once(
      {
        url: pageOf.rating(plan, objective),
        headers: { 'idempotency-key': typed.key },
        body: { value, read: change.read },
      },
      change,
      input,
      ({ id }) => {
        // The page shows the default assessor's status unless another is named.
        const whose = assessor === null || assessor.default ? '' : `&assessor=${assessor.slug}`;
        const location = `${pageOf.objective(plan, objective)}?recorded=${id}${whose}`;
        return { status: 303, headers: { location }, body: '' };
      },
    );
  }

  /**
   * The form as it was typed with what it was refused for. Where somebody else was faster, it now starts from what they
   * recorded, under a new key: to record it again is a decision.
   */
  private async showRefused(
    request: FastifyRequest,
    reply: FastifyReply,
    { plan, objective }: Change,
    typed: TypedAssessment,
    outcome: Outcome & { isOvertaken: boolean; status: number },
  ): Promise<unknown> {
    const standing = await this.model.standing(plan, objective, typed.value('/assessor'));
    if (!outcome.isOvertaken) return this.show(request, reply, standing, { typed, ...outcome });
    const { history, version } = standing;
    const seen = history.findIndex(({ id }) => id === typed.value('newest'));
    const meanwhile = seen < 0 ? history : history.slice(0, seen);
    const evidence = meanwhile.flatMap((entry) => entry.evidence.map(({ passage }) => passage));
    return this.show(request, reply, standing, {
      ...outcome,
      meanwhile,
      typed: (await this.model.afterConflict(typed, standing))
        .offering(evidence)
        .with({ version: String(version), newest: history[0]?.id ?? '', key: uuidv7() }),
    });
  }

  /** What the other buttons do: they change the form and nothing else. */
  private async changed(typed: TypedAssessment, verb: string, about: string[], words: Words): Promise<Shown> {
    const n = wholeNumber(about[0]);
    if (verb === 'more') {
      const { typed: longer, n: added } = typed.withRow(null);
      return { typed: longer, focus: `/evidence/${added}/source` };
    }
    if (verb === 'add' && isUuid(about[0] ?? '')) {
      const { typed: longer, n: added } = typed.withRow(about[0]!);
      return { typed: longer, focus: `/evidence/${added}/bearing` };
    }
    if (verb === 'drop') return { typed: typed.withoutRow(n), focus: '/evidence' };
    if (verb === 'find') return { typed, focus: 'found' };
    if (verb === 'free') return { typed: typed.withPlace(n, null), focus: `/evidence/${n}/exact` };
    if (verb === 'take') return this.taken(typed, n, about.slice(1), words);
    return { typed };
  }

  /** Puts the words that stand at a place of the source's text into a row. */
  private async taken(
    typed: TypedAssessment,
    n: number,
    [from, to, text]: string[],
    words: Words,
  ): Promise<Shown> {
    // What is no place, or no name of a source, is refused below like a place that is not there.
    const [start, end] = [wholeNumber(from), wholeNumber(to)];
    const source = /^[a-z0-9-]{1,120}$/.exec(typed.value(`/evidence/${n}/source`))?.[0] ?? '';
    try {
      const { words: place, heldText } = await this.passages.resolve(
        source,
        { start, end },
        `/evidence/${n}`,
      );
      if (text !== undefined && text !== heldText) {
        throw new Refusal(
          'text-changed',
          'The text of the source was replaced after you opened it. Open it again and select the quotation.',
          [
            {
              pointer: `/evidence/${n}/exact`,
              message: 'the text has changed: select the quotation again',
              reason: because('reason:textChanged'),
            },
          ],
        );
      }
      return {
        typed: typed.withPlace(n, { exact: place.exact ?? '', start, end }),
        focus: `/evidence/${n}/bearing`,
      };
    } catch (error) {
      return { typed, ...outcomeOf(refusalIn(error), { fieldOf: (pointer) => pointer }, typed, words) };
    }
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    standing: Standing,
    { typed, status = 200, ...outcome }: Shown,
    isFresh = false,
  ): Promise<unknown> {
    const visit: Visit = visitOf(request, reply);
    void reply.code(status);
    const choices = await this.model.choices(typed);
    return sendPage(
      request,
      reply,
      visit,
      assessmentPage({ standing, choices, typed, isFresh, ...outcome }, visit),
    );
  }
}

/** What can be corrected in the form; whatever else went wrong, and what is not there, goes its way. */
function refusalIn(error: unknown): Refusal {
  if (error instanceof Refusal && error.kind !== 'not-found') return error;
  throw error;
}

/** The number that a button says; -1 where it says none. */
function wholeNumber(text = ''): number {
  return /^\d{1,8}$/.test(text) ? Number(text) : -1;
}
