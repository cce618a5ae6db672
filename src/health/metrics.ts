import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';

/** Seconds: from what is answered from memory to what a person gives up on. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the process measures of itself, in a registry of its own: two services in one process do not mix theirs. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by the pattern of their route, method and class of status',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS,
    registers: [this.registry],
  });

  constructor(source: DataSource) {
    const pool = (source.driver as unknown as { master: Pool }).master;
    const gauge = new Gauge({
      name: 'database_pool_connections',
      help: 'Connections to the database by state, and requests that wait for one',
      labelNames: ['state'],
      registers: [this.registry],
      collect: () => {
        gauge.set({ state: 'total' }, pool.totalCount);
        gauge.set({ state: 'idle' }, pool.idleCount);
        gauge.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
  }

  /** Begins to watch the process itself: event loop, memory, processor. A command at the shell needs none of it. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /**
   * Notes an answer. The labels are bounded whatever is asked: a route's pattern and never an address, `none` where
   * there is no route.
   */
  note(request: FastifyRequest, reply: FastifyReply): void {
    const route = request.routeOptions.url ?? 'none';
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    this.durations.observe({ route, method: request.method, status }, reply.elapsedTime / 1000);
  }
}
