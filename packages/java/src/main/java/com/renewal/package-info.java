/** The client, its options, and webhooks. */
@NullMarked
package com.renewal;

import org.jspecify.annotations.NullMarked;
