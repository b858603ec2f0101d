CREATE TABLE "forgotten" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" varchar(10) NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "temporary" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "summary" text;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "summary_until" uuid;--> statement-breakpoint
ALTER TABLE "conversation_context" ADD COLUMN "status" varchar(20) DEFAULT 'kept' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_context" ADD COLUMN "origin" varchar(20) DEFAULT 'said' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_context" ADD COLUMN "confidence" real;--> statement-breakpoint
ALTER TABLE "conversation_context" ADD COLUMN "evidence" text;--> statement-breakpoint
ALTER TABLE "conversation_context" ADD COLUMN "message_id" uuid;--> statement-breakpoint
ALTER TABLE "conversation_context" ADD COLUMN "pinned" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_context" ADD COLUMN "used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conversation_context" ADD COLUMN "use_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_context" ADD COLUMN "history" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "forgotten_hash" ON "forgotten" USING btree ("kind","hash");--> statement-breakpoint
ALTER TABLE "conversation_context" ADD CONSTRAINT "conversation_context_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "context_by_key" ON "conversation_context" USING btree ("context_key");--> statement-breakpoint
CREATE INDEX "context_by_time" ON "conversation_context" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "context_by_message" ON "conversation_context" USING btree ("message_id");