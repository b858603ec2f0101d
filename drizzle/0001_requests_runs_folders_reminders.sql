CREATE TABLE "folder_grant" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"computer" text NOT NULL,
	"path" text NOT NULL,
	"granted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reminder" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"conversation_id" uuid,
	"text" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"fired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "rule" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"grant_id" uuid NOT NULL,
	"action" varchar(100) NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversation"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule" ADD CONSTRAINT "rule_grant_id_folder_grant_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."folder_grant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "folder_grant_path" ON "folder_grant" USING btree ("computer","path");--> statement-breakpoint
CREATE INDEX "reminder_waiting" ON "reminder" USING btree ("due_at") WHERE fired_at is null;--> statement-breakpoint
CREATE INDEX "reminder_by_conversation" ON "reminder" USING btree ("conversation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rule_action" ON "rule" USING btree ("grant_id","action");--> statement-breakpoint
CREATE INDEX "message_open_request" ON "message" USING btree ("id") WHERE message_type = 'agent_request' and (metadata ->> 'status' = 'pending' or (metadata ->> 'status' = 'approved' and not metadata ? 'resultId'));--> statement-breakpoint
CREATE INDEX "message_by_run" ON "message" USING btree (("metadata" ->> 'runId')) WHERE message_type <> 'text';