import type { FastifyReply } from 'fastify';

/** 303: go there with GET. Through Nest, which would otherwise answer a second time and log the address in doing so. */
export function seeOther(reply: FastifyReply, address: string): string {
  void reply.code(303).header('location', address);
  return '';
}
