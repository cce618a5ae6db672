import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConsistentReads } from './consistent-reads.js';
import { Reads } from './reads.js';
import { Transactions } from './transactions.js';

/** Closes the pool after the HTTP server has answered its last request. */
class ClosePool implements OnApplicationShutdown {
  constructor(private readonly source: DataSource) {}
  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

/** The connected data source for every other module, with the ways to read and to write. */
@Global()
@Module({})
export class DatabaseModule {
  static of(source: DataSource): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useValue: source },
        { provide: ClosePool, useFactory: () => new ClosePool(source) },
        Transactions,
        Reads,
        ConsistentReads,
      ],
      exports: [DataSource, Transactions, Reads, ConsistentReads],
    };
  }
}
