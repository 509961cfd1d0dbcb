/** One family of exceptions. Decide by the class or by {@code code()}; the message says what to do next. */
@NullMarked
package com.renewal.errors;

import org.jspecify.annotations.NullMarked;
