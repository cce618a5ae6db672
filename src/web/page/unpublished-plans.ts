import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { PlansReader, type UnpublishedPlan } from '../../plans/plans.reader.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The plans that the page is about and that are drafts or withdrawn. */
    unpublishedPlans?: UnpublishedPlan[];
  }
}

/** Which parts of an address name plans. */
type Named = Partial<Record<'plan' | 'from' | 'to', string>>;

/** Looks up whether the plans of a page's address are published, so that the frame around every such page can say so. */
@Injectable()
export class UnpublishedPlans implements NestInterceptor {
  constructor(private readonly plans: PlansReader) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { plan, from, to } = request.params as Named;
    const named = [plan, from, to].filter((one) => one !== undefined && !one.includes('\0')) as string[];
    const slugs = named.map((one) => one.replace(/\.(json|csv)$/, ''));
    if (slugs.length > 0) request.unpublishedPlans = await this.plans.unpublished(slugs);
    return next.handle();
  }
}
