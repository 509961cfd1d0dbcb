package com.renewal;

/** What a verified webhook says: one of the events in {@code com.renewal.model}, or an {@link UnknownEvent}. */
public interface WebhookEvent {}
